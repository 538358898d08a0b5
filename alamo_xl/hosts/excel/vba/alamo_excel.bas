Attribute VB_Name = "alamo_excel"
Option Explicit
Option Private Module

Public Const ALAMO_XL_VERSION As String = "{version}"
Private Const UDFS As String = "{udfs}"
Private Const CATEGORY As String = "{category}"

Private Const PAUSE_MINUTES As Long = 5
Private Const LAST_YEAR As Long = 9999
Private Const DAYS_BEFORE_1904 As Long = 1462

Public Why As String ' what the errors of recent calls said, one a line
Private Python As Object
Private Answered As Boolean ' whether the Python that runs has answered a call
Private Failure As String ' why Python could not be started
Private FailedAt As Date

' One call to Python, whatever the size of its ranges. A failure is #VALUE!; its message stays in Why.
' dated: the place of the argument that may be a date.
Public Function AlamoCall(ByVal name As String, ByVal arguments As Variant, _
        Optional ByVal dated As Long = -1) As Variant
    Dim reason As String
    On Error GoTo Failed
    AlamoCall = CVErr(2015)
    If AlamoPaused() Then Exit Function
    arguments = AlamoValues(arguments, dated)
    If Python Is Nothing Then Set Python = XLPy()
    AlamoCall = AlamoResult(Python.CallUDF(UDFS, name, arguments))
    Answered = True
    Exit Function
Failed:
    reason = Err.Description
    AlamoKeep reason
    If Not Answered Then
        Failure = reason & " (not tried again before " & PAUSE_MINUTES & " minutes have passed, or Reconnect)"
        FailedAt = Now
    End If
    Answered = False
    Set Python = Nothing
    AlamoCall = CVErr(2015)
End Function

' After a failed start no cell waits for another, or a book of many cells would freeze Excel for minutes.
Private Function AlamoPaused() As Boolean
    If Failure = "" Then Exit Function
    AlamoPaused = Abs(Now - FailedAt) * 24 * 60 < PAUSE_MINUTES
    If AlamoPaused Then AlamoKeep Failure Else Failure = ""
End Function

' The next call starts Python anew.
Public Sub AlamoReconnect()
    Failure = ""
    Answered = False
    Set Python = Nothing
End Sub

' The values of all arguments. Of whole columns the rows stay behind that lie below the last one used in any of them.
Private Function AlamoValues(ByVal arguments As Variant, ByVal dated As Long) As Variant
    Dim place As Long, last As Long, rows As Long, in1904 As Boolean
    last = 1
    For place = LBound(arguments) To UBound(arguments)
        rows = AlamoRows(arguments(place))
        If rows > last Then last = rows
    Next place
    If dated >= 0 Then in1904 = AlamoIn1904(arguments(dated))
    For place = LBound(arguments) To UBound(arguments)
        arguments(place) = AlamoValue(last, arguments(place))
    Next place
    If in1904 Then arguments(dated) = AlamoFrom1904(arguments(dated))
    AlamoValues = arguments
End Function

' A range's values at once: a Range handed to Python costs a call for each of its properties.
Private Function AlamoValue(ByVal last As Long, Optional ByVal given As Variant) As Variant
    If Not IsObject(given) Then
        AlamoValue = given
    ElseIf given.Areas.Count > 1 Then
        AlamoKeep "#VALUE! " & given.Address(False, False) & " is several ranges; give one"
        AlamoValue = CVErr(2015)
    ElseIf AlamoWhole(given) Then
        AlamoValue = given.Resize(last).Value2
    Else
        AlamoValue = given.Value2
    End If
End Function

Private Function AlamoWhole(ByVal given As Object) As Boolean
    AlamoWhole = given.Rows.Count = given.Worksheet.Rows.Count
End Function

' How many rows an argument has; a whole column, down to its last cell that holds something.
Private Function AlamoRows(Optional ByVal given As Variant) As Long
    Dim used As Range, low As Long, high As Long, middle As Long
    AlamoRows = 1
    If Not IsObject(given) Then Exit Function
    AlamoRows = given.Rows.Count
    If Not AlamoWhole(given) Then Exit Function
    low = 1
    high = 1
    Set used = Application.Intersect(given, given.Worksheet.UsedRange)
    If Not used Is Nothing Then high = used.Row + used.Rows.Count - 1
    Do While low < high
        middle = (low + high + 1) \ 2
        If Application.CountA(given.Resize(high - middle + 1).Offset(middle - 1)) > 0 Then
            low = middle
        Else
            high = middle - 1
        End If
    Loop
    AlamoRows = low
End Function

' Whether an argument, or the formula that computes it, stands in a book that counts its days from 1904.
Private Function AlamoIn1904(Optional ByVal given As Variant) As Boolean
    On Error Resume Next
    If IsObject(given) Then
        AlamoIn1904 = given.Worksheet.Parent.Date1904
    Else
        AlamoIn1904 = Application.Caller.Worksheet.Parent.Date1904
    End If
End Function

' Dates that are counted from 1904 as Python counts them; a fiscal year is no date.
Private Function AlamoFrom1904(Optional ByVal values As Variant) As Variant
    Dim row As Long, column As Long
    If Not IsArray(values) Then
        AlamoFrom1904 = AlamoDay(values)
        Exit Function
    End If
    For row = LBound(values, 1) To UBound(values, 1)
        For column = LBound(values, 2) To UBound(values, 2)
            values(row, column) = AlamoDay(values(row, column))
        Next column
    Next row
    AlamoFrom1904 = values
End Function

Private Function AlamoDay(Optional ByVal value As Variant) As Variant
    AlamoDay = value
    If VarType(value) = vbDouble Then
        If value > LAST_YEAR Then AlamoDay = value + DAYS_BEFORE_1904
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
