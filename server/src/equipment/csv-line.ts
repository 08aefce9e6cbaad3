/** What a spreadsheet takes for the beginning of a formula, in the wide letters of Unicode too. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const structure = /[";\r\n]/

/**
 * One line of a CSV file (RFC 4180, with semicolons as spreadsheets here want them), with its end. A cell that would be a
 * formula gets an apostrophe before it and stays a text. Why no library does it: `docs/decisions/0068-lines-of-csv-are-written-here.md`.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(';')}\n`
}

function csvCell(text: string): string {
  const cell = formula.test(text) ? `'${text}` : text
  return structure.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A cell as it was before it was written: without the apostrophe before what would be a formula. */
export function fromCell(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text
}
