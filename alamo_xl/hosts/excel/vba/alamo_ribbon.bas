Attribute VB_Name = "alamo_ribbon"
Option Explicit
Private Const SHOWN As Long = 12

Public Sub AlamoRibbonVersion(control As IRibbonControl)
    MsgBox "Add-in alamo_xl " & ALAMO_XL_VERSION & vbLf & AlamoWords(ALAMO_VERSION()), vbInformation, "alamo_xl"
End Sub

Public Sub AlamoRibbonHelp(control As IRibbonControl)
    AlamoOpenBook "alamogordo-functions.xlsx"
End Sub

Public Sub AlamoRibbonModel(control As IRibbonControl)
    AlamoOpenBook "alamogordo-rate-model.xlsx"
End Sub

' Nothing is written: each cell is calculated again, and its message read.
Public Sub AlamoRibbonCheck(control As IRibbonControl)
    Dim cell As Variant, words As String, count As Long
    For Each cell In AlamoCells(ActiveSheet)
        count = count + 1
        If count <= SHOWN Then
            Why = "the functions are not known here: close the workbook and open it again"
            cell.Calculate
            words = words & vbLf & cell.Address(False, False) & ": " & Left$(Why, 200)
        End If
    Next cell
    If count > SHOWN Then words = words & vbLf & "and " & (count - SHOWN) & " more"
    If count = 0 Then words = vbLf & "Every ALAMO_ cell has an answer."
    MsgBox ActiveSheet.Name & words, vbInformation, "alamo_xl"
End Sub

Private Sub AlamoOpenBook(ByVal file As String)
    Dim path As String
    path = ThisWorkbook.path & Application.PathSeparator & file
    If Dir(path) = "" Then
        MsgBox file & " is not beside the add-in; run alamo-xl install again.", vbExclamation, "alamo_xl"
    Else
        Workbooks.Open path
    End If
End Sub

Private Function AlamoWords(ByVal answer As Variant) As String
    If IsError(answer) Then
        AlamoWords = "Python does not answer: " & Why & vbLf & "Run alamo-xl doctor."
    Else
        AlamoWords = answer
    End If
End Function
