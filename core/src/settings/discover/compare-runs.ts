/** A file of a home, as far as two of them are compared. */
export interface SeenFile {
  readonly path: string
  readonly size: number
  readonly hash: string
  /** Null for what is no text. */
  readonly lines: readonly string[] | null
}
type Home = ReadonlyMap<string, SeenFile>

/** How an app left a home, and what its window was like. */
export interface Run {
  readonly home: Home
  /** `WxH`; null where it has no window. */
  readonly window: string | null
}

export interface Runs {
  /** What the app had left before, with some settings changed. */
  readonly given: Run
  /** It ran with all of that, */
  readonly control: Run
  /** with no more than the template takes of it, */
  readonly template: Run
  /** and with nothing. */
  readonly empty: Run
}

export interface Comparison {
  /** What the app remembers with its whole home and not with the template's files. */
  readonly faults: string[]
  /** What it remembers with the template's files, and could not know in an empty home. */
  readonly proofs: string[]
}

/**
 * Whether the template carries what the app remembers. The control says what that is: what the app itself writes anew at
 * each start, such as times, is nobody's fault. Pure.
 *
 * @param kept the paths of the files that are settings
 */
export function compareRuns({ given, control, template, empty }: Runs, kept: readonly string[]): Comparison {
  const faults: string[] = []
  const proofs: string[] = []
  if (control.window === given.window && given.window !== empty.window && given.window !== null) {
    if (template.window === control.window) proofs.push(`the size of its window (${given.window})`)
    else faults.push(`its window is ${template.window ?? 'not there'}, and was ${control.window} with the whole home`)
  }
  for (const path of kept) {
    const before = given.home.get(path)
    const whole = control.home.get(path)
    // What the app itself takes away is none of the template's.
    if (before === undefined || whole === undefined) continue
    const alone = template.home.get(path)
    const compared =
      alone === undefined
        ? { fault: 'is gone' }
        : before.lines === null || whole.lines === null
          ? compareBytes(before, whole, alone, empty.home.get(path))
          : compareLines(before.lines, whole.lines, alone.lines ?? [], empty.home.get(path)?.lines ?? [])
    if (compared.fault !== undefined)
      faults.push(`${path} ${compared.fault} with the template alone, and not with the whole home`)
    else if (compared.proof !== undefined) proofs.push(`${path}: ${compared.proof}`)
  }
  return { faults, proofs }
}

interface Compared {
  readonly fault?: string
  readonly proof?: string
}

function compareLines(
  before: readonly string[],
  whole: readonly string[],
  alone: readonly string[],
  empty: readonly string[],
): Compared {
  const [inWhole, inAlone, inEmpty] = [new Set(whole), new Set(alone), new Set(empty)]
  const lasting = [...new Set(before)].filter((line) => line.trim() !== '' && inWhole.has(line))
  const lost = lasting.filter((line) => !inAlone.has(line))
  if (lost.length > 0) return { fault: `lost ${lost.length} of ${lasting.length} lines, e.g. ${shown(lost[0])},` }
  const remembered = lasting.filter((line) => !inEmpty.has(line))
  return remembered.length === 0 ? {} : { proof: `${remembered.length} lines, e.g. ${shown(remembered[0])}` }
}

/** Of what is no text: the same bytes where the app leaves them alone, else at least half as many. */
function compareBytes(before: SeenFile, whole: SeenFile, alone: SeenFile, empty: SeenFile | undefined): Compared {
  if (whole.hash !== before.hash)
    return alone.size * 2 < whole.size ? { fault: `shrank to ${alone.size} bytes from ${whole.size}` } : {}
  if (alone.hash !== before.hash) return { fault: 'became another file' }
  return empty?.hash === before.hash ? {} : { proof: `${before.size} bytes` }
}

const shown = (line = '') => JSON.stringify(line.trim().slice(0, 80))
