Attribute VB_Name = "alamo_reentry"
' ALAMO_ formulas that show #NAME? in a book just opened are entered again, unchanged: Excel then finds the functions.
Option Explicit
Option Private Module

Public Sub AlamoReenter(ByVal book As Workbook)
    Dim sheet As Worksheet, unknown As Collection, unchanged As Boolean
    unchanged = book.Saved
    For Each sheet In book.Worksheets
        Set unknown = UnknownFormulas(sheet)
        If unknown.Count > 0 Then ReenterQuietly sheet, unknown
    Next sheet
    book.Saved = unchanged
End Sub

' The cells that show #NAME? over an ALAMO_ formula; of an array formula the first.
Private Function UnknownFormulas(ByVal sheet As Worksheet) As Collection
    Dim used As Range, values As Variant, row As Long, column As Long
    Set UnknownFormulas = New Collection
    Set used = sheet.UsedRange
    If used.Cells.CountLarge = 1 Then Set used = used.Resize(1, 2)
    values = used.Value2
    For row = 1 To UBound(values, 1)
        For column = 1 To UBound(values, 2)
            If AlamoNameError(values(row, column)) Then
                If AlamoCalled(used.Cells(row, column)) Then UnknownFormulas.Add used.Cells(row, column)
            End If
        Next column
    Next row
End Function

Public Function AlamoNameError(ByVal value As Variant) As Boolean
    If IsError(value) Then AlamoNameError = (value = CVErr(xlErrName))
End Function

' Whether a formula calls one of our functions; an array formula is its first cell's.
Public Function AlamoCalled(ByVal cell As Range) As Boolean
    If InStr(1, cell.Formula, "ALAMO_", vbTextCompare) = 0 Then Exit Function
    AlamoCalled = True
    If cell.HasArray Then AlamoCalled = (cell.Address = cell.CurrentArray.Cells(1, 1).Address)
End Function

Private Sub ReenterQuietly(ByVal sheet As Worksheet, ByVal formulas As Collection)
    Dim events As Boolean, calculated As Long
    events = Application.EnableEvents
    calculated = Application.Calculation
    Application.EnableEvents = False
    On Error Resume Next ' the way of calculating cannot be set while no book is active
    Application.Calculation = xlCalculationManual
    On Error GoTo 0
    If sheet.ProtectContents Then
        ReenterProtected sheet, formulas
    Else
        ReenterAll formulas
    End If
    On Error Resume Next
    Application.Calculation = calculated
    Application.EnableEvents = events
End Sub

Private Sub ReenterAll(ByVal formulas As Collection)
    Dim cell As Variant
    For Each cell In formulas
        ReenterCell cell
    Next cell
End Sub

' Formula2 keeps a formula that spills and one that does not as they are; Excel before 2021 has Formula alone.
Private Sub ReenterCell(ByVal cell As Object)
    On Error Resume Next
    If cell.HasArray Then
        cell.CurrentArray.FormulaArray = cell.FormulaArray
        Exit Sub
    End If
    cell.Formula2 = cell.Formula2
    If Err.Number <> 0 Then cell.Formula = cell.Formula
End Sub

' A sheet protected without a password is opened and closed again as it was; one with a password stays as it is.
Private Sub ReenterProtected(ByVal sheet As Worksheet, ByVal formulas As Collection)
    Dim allowed As Variant, drawings As Boolean, scenarios As Boolean, selection As Long
    drawings = sheet.ProtectDrawingObjects
    scenarios = sheet.ProtectScenarios
    selection = sheet.EnableSelection
    With sheet.Protection
        allowed = Array(.AllowFormattingCells, .AllowFormattingColumns, .AllowFormattingRows, _
            .AllowInsertingColumns, .AllowInsertingRows, .AllowInsertingHyperlinks, .AllowDeletingColumns, _
            .AllowDeletingRows, .AllowSorting, .AllowFiltering, .AllowUsingPivotTables)
    End With
    On Error GoTo HasPassword
    sheet.Unprotect ""
    On Error GoTo 0
    ReenterAll formulas
    sheet.Protect DrawingObjects:=drawings, Contents:=True, Scenarios:=scenarios, _
        AllowFormattingCells:=allowed(0), AllowFormattingColumns:=allowed(1), AllowFormattingRows:=allowed(2), _
        AllowInsertingColumns:=allowed(3), AllowInsertingRows:=allowed(4), AllowInsertingHyperlinks:=allowed(5), _
        AllowDeletingColumns:=allowed(6), AllowDeletingRows:=allowed(7), AllowSorting:=allowed(8), _
        AllowFiltering:=allowed(9), AllowUsingPivotTables:=allowed(10)
    sheet.EnableSelection = selection
HasPassword:
End Sub
