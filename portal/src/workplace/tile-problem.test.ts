import type { MySession } from '@nahtlos/contract/api/workplace'
import { expect, test } from 'vitest'
import { tileProblem } from './tile-problem.ts'

const silent = { text: { de: 'Er antwortet nicht.', en: 'No answer.' }, next: { de: 'Warten.', en: 'Wait.' } }
const lost = { ...silent, text: { de: 'Verloren.', en: 'Lost.' } }
const app = (session: string | null) => ({ id: 'rechner', title: { de: 'Rechner', en: 'Calculator' }, session })
const sessions = (problems: Record<string, MySession['problem']>) =>
  Object.entries(problems).map(([id, problem]) => ({ id, problem }))

test('a workspace whose session is well has no problem, whatever others have', () => {
  const tile = { session: 'hers', published: [app(null)] }
  expect(tileProblem(tile, sessions({ hers: null, another: silent }))).toBeNull()
  expect(tileProblem({ ...tile, session: null }, sessions({ another: silent }))).toBeNull()
})

test('the desktop’s problem is told, and that of a single app where the desktop has none', () => {
  const tile = { session: 'desktop', published: [app('app')] }
  expect(tileProblem(tile, sessions({ app: lost, desktop: silent }))).toBe(silent)
  expect(tileProblem(tile, sessions({ app: lost, desktop: null }))).toBe(lost)
})
