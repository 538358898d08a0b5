Attribute VB_Name = "alamo_ribbon"
Option Explicit

Public Sub AlamoRibbonVersion(control As IRibbonControl)
    MsgBox "Add-in alamo_xl " & ALAMO_XL_VERSION & vbLf & AlamoWords(ALAMO_VERSION()), vbInformation, "alamo_xl"
End Sub

Public Sub AlamoRibbonHelp(control As IRibbonControl)
    Dim path As String
    path = AlamoInstalled("alamogordo-functions.xlsx")
    If path <> "" Then Workbooks.Open Filename:=path, ReadOnly:=True
End Sub

' A new book made from the installed one, which stays as it is: Save asks for a name.
Public Sub AlamoRibbonModel(control As IRibbonControl)
    Dim path As String
    path = AlamoInstalled("alamogordo-rate-model.xlsx")
    If path <> "" Then Workbooks.Add Template:=path
End Sub

' Python is started again, the formulas of the book in front find it, and all is calculated.
Public Sub AlamoRibbonReconnect(control As IRibbonControl)
    Dim answer As Variant
    AlamoReconnect
    answer = ALAMO_VERSION()
    If Not IsError(answer) Then
        If Not ActiveWorkbook Is Nothing Then AlamoReenter ActiveWorkbook
        Application.CalculateFull
    End If
    MsgBox AlamoWords(answer), vbInformation, "alamo_xl"
End Sub

' Says which ALAMO_ cells of the active sheet are errors, and why. It recalculates those and writes to none.
Public Sub AlamoRibbonCheck(control As IRibbonControl)
    Dim cells As Variant, wrong As Collection, counted As Long
    If Not TypeOf ActiveSheet Is Worksheet Then
        MsgBox "Choose a worksheet first.", vbInformation, "alamo_xl"
        Exit Sub
    End If
    Set wrong = New Collection
    For Each cells In Formulas(ActiveSheet)
        counted = counted + 1
        If ErrorsIn(cells) > 0 Then wrong.Add cells
    Next cells
    If wrong.Count = 0 Then
        MsgBox ActiveSheet.Name & ": " & counted & " ALAMO_ formulas, no error.", vbInformation, "alamo_xl"
    Else
        ShowErrors wrong
    End If
End Sub

' The cells of each ALAMO_ formula: one, or all that an array formula fills.
Private Function Formulas(ByVal sheet As Worksheet) As Collection
    Dim cell As Variant
    Set Formulas = New Collection
    For Each cell In AlamoFormulas(sheet)
        Formulas.Add Extent(cell)
    Next cell
End Function

Private Function Extent(ByVal cell As Object) As Range
    Set Extent = cell
    If cell.HasArray Then Set Extent = cell.CurrentArray
    On Error Resume Next ' Excel before 2021 knows no spilling
    If cell.HasSpill Then Set Extent = cell.SpillingToRange
End Function

Private Function ErrorsIn(ByVal cells As Range) As Long
    Dim cell As Range
    For Each cell In cells.Cells
        If IsError(cell.Value2) Then ErrorsIn = ErrorsIn + 1
    Next cell
End Function

' In a new book that nobody has to save.
Private Sub ShowErrors(ByVal wrong As Collection)
    Dim table As Variant, row As Long, cells As Variant
    ReDim table(0 To wrong.Count, 0 To 3)
    table(0, 0) = "cells"
    table(0, 1) = "errors"
    table(0, 2) = "why"
    table(0, 3) = "formula"
    For Each cells In wrong
        row = row + 1
        table(row, 0) = cells.Worksheet.Name & "!" & cells.Address(False, False)
        table(row, 1) = ErrorsIn(cells)
        table(row, 2) = Reason(cells)
        table(row, 3) = "'" & cells.Cells(1, 1).Formula
    Next cells
    With Workbooks.Add
        With .Worksheets(1).Range("A1").Resize(wrong.Count + 1, 4)
            .Value = table
            .Rows(1).Font.Bold = True
            .ColumnWidth = 40
            .WrapText = True
        End With
        .Saved = True
    End With
End Sub

Private Function Reason(ByVal cells As Range) As String
    If AlamoNameError(cells.Cells(1, 1).Value2) Then
        Reason = "Excel does not know a name in this formula: press F2, then Enter"
        Exit Function
    End If
    Why = ""
    cells.Calculate
    Reason = Why
    If Reason = "" Then Reason = "an error of the formula around the function, or one already mended"
    If Right$(Reason, 1) = vbLf Then Reason = Left$(Reason, Len(Reason) - 1)
    If Left$(Reason, 1) = "#" And InStr(Reason, " ") = 0 Then Reason = Reason & " comes from a cell the formula reads"
End Function

' Where a book lies beside the add-in; nowhere, said so, where it does not.
Private Function AlamoInstalled(ByVal file As String) As String
    Dim path As String
    path = ThisWorkbook.path & Application.PathSeparator & file
    If Dir(path, vbReadOnly) = "" Then
        MsgBox file & " is not beside the add-in; run alamo-xl install again.", vbExclamation, "alamo_xl"
    Else
        AlamoInstalled = path
    End If
End Function

Private Function AlamoWords(ByVal answer As Variant) As String
    If IsError(answer) Then
        AlamoWords = "Python does not answer: " & AlamoReason & vbLf & "Run alamo-xl doctor, then press Reconnect."
    Else
        AlamoWords = answer
    End If
End Function
