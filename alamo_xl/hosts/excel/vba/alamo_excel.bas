Attribute VB_Name = "alamo_excel"
Option Explicit
Option Private Module

Public Const ALAMO_XL_VERSION As String = "{version}"
Private Const UDFS As String = "{udfs}"
Private Const CATEGORY As String = "{category}"

Public Why As String ' what the errors of recent calls said, one a line
Private Python As Object

' One call to Python, whatever the size of its ranges. A failure is #VALUE!; its message stays in Why.
Public Function AlamoCall(ByVal name As String, ByVal arguments As Variant) As Variant
    On Error GoTo Failed
    If Python Is Nothing Then Set Python = XLPy()
    AlamoCall = AlamoResult(Python.CallUDF(UDFS, name, arguments))
    Exit Function
Failed:
    Set Python = Nothing
    AlamoKeep Err.Description
    AlamoCall = CVErr(2015)
End Function

' A range's values at once: a Range handed to Python costs a call for each of its properties.
Public Function AlamoValue(Optional ByVal given As Variant) As Variant
    If Not IsObject(given) Then
        AlamoValue = given
    ElseIf given.Areas.Count > 1 Then
        AlamoKeep "#VALUE! " & given.Address(False, False) & " is several ranges; give one"
        AlamoValue = CVErr(2015)
    Else
        AlamoValue = given.Value2
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
    AlamoKeep cell
    AlamoCell = CVErr(code)
End Function

Private Sub AlamoKeep(ByVal reason As String)
    If InStr(Why, reason & vbLf) > 0 Then Exit Sub
    If Len(Why) > 2000 Then Why = ""
    Why = Why & reason & vbLf
End Sub

' The last of the reasons kept.
Public Function AlamoReason() As String
    Dim reasons As Variant
    reasons = Split(Why, vbLf)
    If UBound(reasons) > 0 Then AlamoReason = reasons(UBound(reasons) - 1)
End Function

' The wizard's help, which Excel forgets when it closes.
Private Sub AlamoHelpOf(ByVal name As String, ByVal says As String, ByVal arguments As Variant)
    Dim qualified As String
    qualified = "'" & ThisWorkbook.Name & "'!" & name
    If IsArray(arguments) Then
        Application.MacroOptions Macro:=qualified, Description:=says, Category:=CATEGORY, _
            ArgumentDescriptions:=arguments
    Else
        Application.MacroOptions Macro:=qualified, Description:=says, Category:=CATEGORY
    End If
End Sub
