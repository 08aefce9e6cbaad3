import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Every file that git keeps or would keep (new ones that are not ignored count), relative to the checkout. */
export async function trackedFiles(root: string): Promise<string[]> {
  const args = [
    '-c',
    `safe.directory=${root}`,
    '-C',
    root,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ]
  const { stdout } = await promisify(execFile)('git', args, { maxBuffer: 64 * 1024 * 1024 })
  return stdout.split('\0').filter((file) => file !== '')
}
