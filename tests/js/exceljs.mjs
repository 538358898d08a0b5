// Reads a workbook with ExcelJS and writes it again: node exceljs.mjs FROM TO
import ExcelJS from "exceljs";

const [from, to] = process.argv.slice(2);
const workbook = new ExcelJS.Workbook();
await workbook.xlsx.readFile(from);
await workbook.xlsx.writeFile(to);
