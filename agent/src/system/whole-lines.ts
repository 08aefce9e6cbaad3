/**
 * Makes lines of what a program says, piece by piece. A line that is longer than `most` letters is left out to its end:
 * whoever can make a program say things must not be able to fill this one's memory with them.
 */
export function wholeLines(most: number, heard: (line: string) => void): (piece: string) => void {
  let rest = ''
  let isTooLong = false
  return (piece) => {
    const lines = piece.split('\n')
    for (const [index, text] of lines.entries()) {
      isTooLong ||= rest.length + text.length > most
      rest = isTooLong ? '' : rest + text
      if (index === lines.length - 1) return
      if (!isTooLong) heard(rest)
      rest = ''
      isTooLong = false
    }
  }
}
