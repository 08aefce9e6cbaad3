/**
 * Which of two versions of a Debian package is the later one: deb-version(7), "Sorting algorithm".
 *
 * @returns negative where `a` is earlier, positive where it is later, 0 where they are the same
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  return (
    left.epoch - right.epoch || compareText(left.upstream, right.upstream) || compareText(left.revision, right.revision)
  )
}

function parts(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':')
  const rest = version.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)) || 0,
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  }
}

/** By turns a part without digits and one of digits. */
function compareText(a: string, b: string): number {
  let [left, right] = [a, b]
  while (left !== '' || right !== '') {
    const [leftWord, rightWord] = [takeWhile(left, /^\D*/), takeWhile(right, /^\D*/)]
    const words = compareWords(leftWord, rightWord)
    if (words !== 0) return words
    left = left.slice(leftWord.length)
    right = right.slice(rightWord.length)
    const [leftNumber, rightNumber] = [takeWhile(left, /^\d*/), takeWhile(right, /^\d*/)]
    const difference = BigInt(leftNumber || 0) - BigInt(rightNumber || 0)
    if (difference !== 0n) return difference < 0n ? -1 : 1
    left = left.slice(leftNumber.length)
    right = right.slice(rightNumber.length)
  }
  return 0
}

function takeWhile(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? ''
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = weight(a[at]) - weight(b[at])
    if (difference !== 0) return difference
  }
  return 0
}

/** A tilde comes before the end, the end before letters, letters before everything else. */
function weight(character: string | undefined): number {
  if (character === undefined) return 0
  if (character === '~') return -1
  const code = character.charCodeAt(0)
  return /[A-Za-z]/.test(character) ? code : code + 256
}
