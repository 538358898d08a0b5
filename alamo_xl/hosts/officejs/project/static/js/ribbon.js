// In place of xlwings Server's sample: the ribbon's one button opens the task pane, and calls nothing.
