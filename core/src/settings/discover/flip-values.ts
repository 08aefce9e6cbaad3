/** A line as it was, and as somebody who changed a setting would have it. */
export interface Flipped {
  readonly before: string
  readonly after: string
}

/** What, turned round, keeps an app from showing a window, or is not a setting but the app's own memory. */
const delicate =
  /minimi|maximi|hid(e|den)|iconi|full.?screen|tray|first|run|welcome|tip|greet|dialog|visible|lock|kiosk|start|close|exit|quit|daemon|version|geometry|position|offline|headless/i
const word = /(?<![\w.-])(true|false)(?![\w.-])/gi
const digit = /^(\s*[\w .-]+\s*[=:]\s*)([01])(\s*)$/

/**
 * Turns some switches of a text round, whatever its format: the first lines that say true or false, or that set a name
 * to 0 or 1, once in the text and likewise in another home. Pure.
 *
 * @param other the same file of another home; what differs there is chance or time, and no setting
 */
export function flipValues(text: string, other: string, maximum = 5): { text: string; flipped: Flipped[] } {
  const lines = text.split('\n')
  const stable = new Set(other.split('\n'))
  const times = new Map<string, number>()
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1)
  const flipped: Flipped[] = []
  const changed = lines.map((line) => {
    if (flipped.length === maximum || times.get(line) !== 1 || !stable.has(line) || delicate.test(line)) return line
    const after = turned(line)
    if (after === null || times.has(after)) return line
    flipped.push({ before: line, after })
    return after
  })
  return { text: changed.join('\n'), flipped }
}

function turned(line: string): string | null {
  const words = line.match(word) ?? []
  if (words.length === 1) return line.replace(word, opposite)
  const set = digit.exec(line)
  return set === null ? null : `${set[1]}${set[2] === '0' ? '1' : '0'}${set[3]}`
}

function opposite(value: string): string {
  const other = value.toLowerCase() === 'true' ? 'false' : 'true'
  if (value === value.toUpperCase()) return other.toUpperCase()
  return value[0] === value[0]?.toUpperCase() ? `${other[0]?.toUpperCase()}${other.slice(1)}` : other
}

/** Whether a switch of this name may be turned round. */
export function mayFlip(name: string): boolean {
  return !delicate.test(name)
}
