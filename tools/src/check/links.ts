import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Check, Finding } from './finding.ts'
import { trackedFiles } from './tracked-files.ts'

/** Every relative link and picture of a Markdown file leads to a file that is kept, and to a heading that is there. */
export const links: Check = {
  name: 'links in documents lead somewhere',
  async find(root) {
    const files = await trackedFiles(root)
    // A folder may be linked to as well.
    const there = new Set(
      files.filter((file) => existsSync(join(root, file))).flatMap((file) => [file, ...above(file)]),
    )
    const read = (file: string) => readFileSync(join(root, file), 'utf8')
    return files
      .filter((file) => file.endsWith('.md') && there.has(file))
      .flatMap((file) => linkFindings(file, read(file), there, read))
  },
}

export function linkFindings(
  file: string,
  text: string,
  there: ReadonlySet<string>,
  read: (file: string) => string,
): Finding[] {
  return linksOf(text).flatMap(({ line, target }) => {
    const [path = '', heading] = target.split('#')
    const goal = path === '' ? file : normalize(join(dirname(file), decodeURI(path))).replace(/\/$/, '')
    const where = `${file}:${line}`
    if (!there.has(goal)) return [{ where, message: `leads nowhere: ${target}` }]
    if (heading === undefined || !goal.endsWith('.md') || headingsOf(read(goal)).has(heading)) return []
    return [{ where, message: `there is no heading for ${target}` }]
  })
}

/** Relative links and pictures, with the line of each; what stands in code is none. */
function linksOf(text: string): { line: number; target: string }[] {
  return withoutCode(text)
    .split('\n')
    .flatMap((content, at) =>
      [...content.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$/g)].map((match) => ({
        line: at + 1,
        target: match[1] ?? match[2] ?? '',
      })),
    )
    .filter(({ target }) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target))
}

/** What a heading's address is on the usual forges: lower case, hyphens for spaces, other signs left out. */
function headingsOf(text: string): Set<string> {
  const titles = [...withoutCode(text, false).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map((match) => match[1] ?? '')
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )
}

/** Blanks fenced blocks, and spans where wanted, and keeps the lines. */
function withoutCode(text: string, spans = true): string {
  const blank = (code: string) => code.replaceAll(/[^\n]/g, ' ')
  const outside = text.replaceAll(/^(`{3,}|~{3,}).*?^\1[^\n]*$/gms, blank)
  return spans ? outside.replaceAll(/`[^`\n]+`/g, blank) : outside
}

function above(file: string): string[] {
  const folder = dirname(file)
  return folder === '.' ? [] : [folder, ...above(folder)]
}
