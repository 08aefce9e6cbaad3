import type { ProcessFacts } from './system.ts'

/**
 * Reads `/proc/PID/stat`, proc(5). The name stands in parentheses and may itself contain spaces and
 * parentheses, so the fields are counted from the last closing one. Null for a process that has ended.
 */
export function parseProcessStat(text: string): ProcessFacts | null {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 0 || close < open) return null
  const fields = text.slice(close + 2).split(' ')
  const state = fields[0]
  const startTime = fields[19]
  const parent = Number(fields[1])
  const pid = Number(text.slice(0, open))
  if (state === undefined || startTime === undefined || !Number.isInteger(pid)) return null
  // A zombie has ended; only its parent has not asked for its exit code yet.
  return state === 'Z' || state === 'X' ? null : { pid, name: text.slice(open + 1, close), parent, startTime }
}
