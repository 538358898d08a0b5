Attribute VB_Name = "alamo_reentry"
' ALAMO_ formulas in a book just opened that show #NAME?, or that ask another user's add-in, are entered again: Excel
' then finds the functions here. Excel itself looks for them, since a foreign book may be of any size.
Option Explicit
Option Private Module

Private Const ADDIN As String = "alamo-xl.xlam"
Private Const OURS As String = "ALAMO_"

Public Sub AlamoReenter(ByVal book As Workbook)
    Dim sheet As Worksheet, unchanged As Boolean
    On Error GoTo AsItIs
    unchanged = book.Saved
    For Each sheet In book.Worksheets
        ReenterSheet sheet
    Next sheet
    book.Saved = unchanged
AsItIs:
End Sub

Private Sub ReenterSheet(ByVal sheet As Worksheet)
    Dim cell As Variant, wrong As New Collection
    On Error GoTo AsItIs
    For Each cell In AlamoFormulas(sheet)
        If AlamoOwn(cell.Formula) <> cell.Formula Then
            wrong.Add cell
        ElseIf AlamoNameError(cell.Value2) Then
            wrong.Add cell
        End If
    Next cell
    If wrong.Count > 0 Then ReenterQuietly sheet, wrong
AsItIs:
End Sub

' The cells whose formulas call our functions; of an array formula the first.
Public Function AlamoFormulas(ByVal sheet As Worksheet) As Collection
    Dim used As Range, found As Range, first As String
    Set AlamoFormulas = New Collection
    On Error GoTo NoMore
    Set used = sheet.UsedRange
    Set found = used.Find(What:=OURS, After:=used.Cells(used.Rows.Count, used.Columns.Count), LookIn:=xlFormulas, _
        LookAt:=xlPart, SearchOrder:=xlByRows, SearchDirection:=xlNext, MatchCase:=False)
    If found Is Nothing Then Exit Function
    first = found.Address
    Do
        If AlamoCalled(found) Then AlamoFormulas.Add found
        Set found = used.FindNext(found)
    Loop Until found.Address = first
NoMore:
End Function

Public Function AlamoNameError(ByVal value As Variant) As Boolean
    If IsError(value) Then AlamoNameError = (value = CVErr(xlErrName))
End Function

Private Function AlamoCalled(ByVal cell As Range) As Boolean
    If Not cell.HasFormula Then Exit Function
    AlamoCalled = True
    If cell.HasArray Then AlamoCalled = (cell.Address = cell.CurrentArray.Cells(1, 1).Address)
End Function

' A formula as this user's add-in answers it: without the path of another's, 'C:\Users\...\alamo-xl.xlam'!ALAMO_...
Public Function AlamoOwn(ByVal formula As String) As String
    Dim place As Long, quote As Long
    AlamoOwn = formula
    Do
        place = InStr(1, AlamoOwn, ADDIN & "'!" & OURS, vbTextCompare)
        If place = 0 Then Exit Do
        quote = InStrRev(AlamoOwn, "'", place)
        Do While quote > 2
            If Mid$(AlamoOwn, quote - 1, 1) <> "'" Then Exit Do ' two of them are one in the path
            quote = InStrRev(AlamoOwn, "'", quote - 2)
        Loop
        AlamoOwn = Left$(AlamoOwn, quote - 1) & Mid$(AlamoOwn, place + Len(ADDIN) + 2)
    Loop
End Function

Private Sub ReenterQuietly(ByVal sheet As Worksheet, ByVal formulas As Collection)
    Dim events As Boolean, calculated As Long
    events = Application.EnableEvents
    calculated = Application.Calculation
    Application.EnableEvents = False
    On Error Resume Next ' the way of calculating cannot be set while no book is active
    Application.Calculation = xlCalculationManual
    On Error GoTo AsItWas
    If sheet.ProtectContents Then
        ReenterProtected sheet, formulas
    Else
        ReenterAll formulas
    End If
AsItWas:
    Application.EnableEvents = events
    On Error Resume Next
    Application.Calculation = calculated
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
        cell.CurrentArray.FormulaArray = AlamoOwn(cell.FormulaArray)
        Exit Sub
    End If
    cell.Formula2 = AlamoOwn(cell.Formula2)
    If Err.Number <> 0 Then cell.Formula = AlamoOwn(cell.Formula)
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
