import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * What Poppler reads in a document: its title, whether it is tagged, its language, its words in one line, and
 * its tags with the text in them.
 */
export async function readPdf(bytes: Buffer) {
  const directory = await mkdtemp(join(tmpdir(), 'pdf-'))
  try {
    const file = join(directory, 'document.pdf')
    await writeFile(file, bytes)
    const [{ stdout: properties }, { stdout: structure }, { stdout: text }] = await Promise.all([
      run('pdfinfo', [file]),
      run('pdfinfo', ['-struct-text', file]),
      run('pdftotext', ['-layout', file, '-']),
    ])
    return {
      title: /Title:\s+(.*)/.exec(properties)?.[1] ?? '',
      tagged: /Tagged:\s+yes/.test(properties),
      language: /\/Lang \(([\w-]+)\)/.exec(bytes.toString('latin1'))?.[1] ?? '',
      structure: structure.replaceAll(/\s+/g, ' '),
      words: text.replaceAll(/\s+/g, ' '),
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}
