Attribute VB_Name = "alamo_excel"
Option Explicit
Option Private Module

Public Const ALAMO_XL_VERSION As String = "{version}"
Private Const UDFS As String = "{udfs}"
Private Const CATEGORY As String = "{category}"
Private Const NAME_ERROR As Long = 2029

Public Why As String
Private Python As Object

' One call to Python, whatever the size of its ranges. A failure is #VALUE!; its message stays in Why.
Public Function AlamoCall(ByVal name As String, ByVal arguments As Variant) As Variant
    On Error GoTo Failed
    If Python Is Nothing Then Set Python = XLPy()
    AlamoCall = AlamoResult(Python.CallUDF(UDFS, name, arguments))
    Exit Function
Failed:
    Set Python = Nothing
    Why = Err.Description
    AlamoCall = CVErr(2015)
End Function

' A range's values at once: a Range handed to Python costs a call for each of its properties.
Public Function AlamoValue(Optional ByVal given As Variant) As Variant
    If IsObject(given) Then
        AlamoValue = given.Value2
    Else
        AlamoValue = given
    End If
End Function

' Error texts become error values, cell by cell.
Public Function AlamoResult(ByVal result As Variant) As Variant
    Dim i As Long, j As Long
    If Not IsArray(result) Then
        AlamoResult = AlamoCell(result)
        Exit Function
    End If
    If AlamoDimensions(result) = 1 Then
        For i = LBound(result) To UBound(result)
            result(i) = AlamoCell(result(i))
        Next i
    Else
        For i = LBound(result, 1) To UBound(result, 1)
            For j = LBound(result, 2) To UBound(result, 2)
                result(i, j) = AlamoCell(result(i, j))
            Next j
        Next i
    End If
    AlamoResult = result
End Function

Private Function AlamoDimensions(ByVal result As Variant) As Long
    Dim last As Long
    On Error GoTo OneDimension
    last = UBound(result, 2)
    AlamoDimensions = 2
    Exit Function
OneDimension:
    AlamoDimensions = 1
End Function

Private Function AlamoCell(ByVal cell As Variant) As Variant
    Dim code As Long
    AlamoCell = cell
    If VarType(cell) <> vbString Then Exit Function
    If Left$(cell, 1) <> "#" Then Exit Function
    Select Case Split(cell, " ")(0)
        Case "#N/A": code = 2042
        Case "#VALUE!": code = 2015
        Case "#NUM!": code = 2036
        Case "#REF!": code = 2023
        Case "#DIV/0!": code = 2007
        Case "#NAME?": code = 2029
        Case "#NULL!": code = 2000
        Case Else: Exit Function
    End Select
    Why = cell
    AlamoCell = CVErr(code)
End Function

' The wizard's help, which Excel forgets when it closes.
Private Sub AlamoHelpOf(ByVal name As String, ByVal says As String, ByVal arguments As Variant)
    Dim qualified As String
    On Error Resume Next
    qualified = "'" & ThisWorkbook.Name & "'!" & name
    If IsArray(arguments) Then
        Application.MacroOptions Macro:=qualified, Description:=says, Category:=CATEGORY, _
            ArgumentDescriptions:=arguments
    Else
        Application.MacroOptions Macro:=qualified, Description:=says, Category:=CATEGORY
    End If
End Sub

' Cells that were saved where the functions were not known show #NAME? until they are entered again.
Public Sub AlamoReenter(ByVal book As Workbook)
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        AlamoReenterSheet sheet
    Next sheet
End Sub

Private Sub AlamoReenterSheet(ByVal sheet As Worksheet)
    Dim unknown As Collection
    Set unknown = AlamoUnknown(sheet)
    If unknown.Count = 0 Then Exit Sub
    On Error GoTo Done
    If sheet.ProtectContents Then
        Dim filters As Boolean, sorts As Boolean, columns As Boolean, rows As Boolean
        filters = sheet.Protection.AllowFiltering
        sorts = sheet.Protection.AllowSorting
        columns = sheet.Protection.AllowFormattingColumns
        rows = sheet.Protection.AllowFormattingRows
        sheet.Unprotect
        AlamoEnter unknown
        sheet.Protect AllowFiltering:=filters, AllowSorting:=sorts, _
            AllowFormattingColumns:=columns, AllowFormattingRows:=rows
    Else
        AlamoEnter unknown
    End If
Done:
End Sub

Private Sub AlamoEnter(ByVal cells As Collection)
    Dim cell As Variant
    For Each cell In cells
        If cell.HasArray Then
            cell.CurrentArray.FormulaArray = cell.CurrentArray.Cells(1, 1).FormulaArray
        Else
            cell.Formula = cell.Formula
        End If
    Next cell
End Sub

Private Function AlamoUnknown(ByVal sheet As Worksheet) As Collection
    Dim cell As Variant
    Set AlamoUnknown = New Collection
    For Each cell In AlamoCells(sheet)
        If CLng(cell.Value2) = NAME_ERROR Then AlamoUnknown.Add cell
    Next cell
End Function

' The cells of a sheet that call these functions and show an error; of an array its first cell.
Public Function AlamoCells(ByVal sheet As Worksheet) As Collection
    Dim found As Range, first As String
    Set AlamoCells = New Collection
    Set found = sheet.Cells.Find(What:="ALAMO_", LookIn:=xlFormulas, LookAt:=xlPart)
    If found Is Nothing Then Exit Function
    first = found.Address
    Do
        If IsError(found.Value2) Then
            If Not found.HasArray Then
                AlamoCells.Add found
            ElseIf found.Address = found.CurrentArray.Cells(1, 1).Address Then
                AlamoCells.Add found
            End If
        End If
        Set found = sheet.Cells.FindNext(found)
        If found Is Nothing Then Exit Do
    Loop While found.Address <> first
End Function
