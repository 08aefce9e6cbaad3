/** The names of each folder of a home, by the folder's pattern. */
type Tree = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Tells which names an app makes up anew in each home, such as those of Firefox's profiles, from the paths of two
 * homes that had the same use. Answers a function that makes a path into a pattern for any home: what differs becomes
 * `*`, up to the nearest of `.`, `-` and `_`. Characters that are special in patterns become `?`. Pure.
 */
export function patternsFor(one: readonly string[], other: readonly string[]): (path: string) => string {
  // From the top: whether two folders are the same is told by their names' patterns.
  const known = new Map<string, string>()
  for (let depth = 0; ; depth++) {
    const deep = (paths: readonly string[]) => paths.filter((path) => path.split('/').length > depth)
    const [ours, theirs] = [deep(one), deep(other)]
    if (ours.length === 0) break
    const [here, there] = [treeAt(ours, depth, known), treeAt(theirs, depth, known)]
    for (const [folder, names] of here) {
      const others = there.get(folder) ?? new Set<string>()
      const alone = [...others].filter((name) => !names.has(name))
      for (const name of names) known.set(`${folder}/${name}`, others.has(name) ? plain(name) : alike(name, alone))
    }
    for (const [folder, names] of there) {
      const others = here.get(folder) ?? new Set<string>()
      const alone = [...others].filter((name) => !names.has(name))
      for (const name of names) if (!known.has(`${folder}/${name}`)) known.set(`${folder}/${name}`, alike(name, alone))
    }
  }
  return (path) => patternOf(path, known)
}

/** A path as a pattern that means it and, but for odd characters, nothing else. */
export function literalPattern(path: string): string {
  return path.split('/').map(plain).join('/')
}

function treeAt(paths: readonly string[], depth: number, known: ReadonlyMap<string, string>): Tree {
  const tree = new Map<string, Set<string>>()
  for (const path of paths) {
    const names = path.split('/')
    const folder = patternOf(names.slice(0, depth).join('/'), known)
    const name = names[depth] ?? ''
    const there = tree.get(folder)
    if (there === undefined) tree.set(folder, new Set([name]))
    else there.add(name)
  }
  return tree
}

function patternOf(path: string, known: ReadonlyMap<string, string>): string {
  let pattern = ''
  for (const name of path === '' ? [] : path.split('/')) {
    const part = known.get(`${pattern}/${name}`) ?? plain(name)
    pattern = pattern === '' ? part : `${pattern}/${part}`
  }
  return pattern
}

/** What a name has in common with the likest of those that stand in its stead; itself where there are none. */
function alike(name: string, others: readonly string[]): string {
  const patterns = others.map((other) => {
    let before = 0
    while (before < Math.min(name.length, other.length) && name[before] === other[before]) before++
    let after = 0
    const room = Math.min(name.length, other.length) - before
    while (after < room && name.at(-1 - after) === other.at(-1 - after)) after++
    const head = /^.*[-_.]/s.exec(name.slice(0, before))?.[0] ?? ''
    const tail = after === 0 ? '' : (/[-_.].*$/s.exec(name.slice(-after))?.[0] ?? '')
    return { length: head.length + tail.length, pattern: `${plain(head)}*${plain(tail)}` }
  })
  const likest = patterns.sort((a, b) => b.length - a.length)[0]
  return likest?.pattern ?? plain(name)
}

/** `?` stands for each character that a pattern cannot name. */
function plain(name: string): string {
  return name.replaceAll(/[[\]{}\\]/g, '?').replaceAll('**', '??')
}
