import type { RequestStep, RequestView } from '@nahtlos/contract/programme/telework-request'
import { expect, test } from 'vitest'
import { decidedSentence, type Outcome } from './decided-sentence.ts'
import { approvalsTexts } from './texts.ts'

const step = (de: string, state: RequestStep['state'], task: RequestStep['task'] = 'approve') =>
  ({ title: { de, en: de }, state, task }) as RequestStep
const said = (outcome: Outcome, state: RequestView['state'], ...steps: RequestStep[]) =>
  decidedSentence(
    { state, steps, person: { name: 'Anna Becker' } as never },
    outcome,
    approvalsTexts.de,
    ({ de }) => de,
  )

test('the first of several approvals approves nothing, and says who is next', () => {
  expect(
    said(
      'approved',
      'open',
      step('Leitung', 'done'),
      step('IT', 'open'),
      step('Rat', 'open', 'opinion'),
      step('Amt', 'later'),
    ),
  ).toBe('Sie haben dem Antrag von Anna Becker zugestimmt. Jetzt ist an der Reihe: IT, Rat.')
})

test('whoever may not know who is next is told that others still decide', () => {
  expect(said('approved', 'open', step('Leitung', 'done'), step('Post', 'open', 'inform'))).toBe(
    'Sie haben dem Antrag von Anna Becker zugestimmt. Die anderen Stellen entscheiden noch.',
  )
})

test('the last approval approves the request', () => {
  expect(said('approved', 'approved', step('Leitung', 'done'))).toBe('Der Antrag von Anna Becker ist genehmigt.')
})

test('a rejection and a return are told as what they are', () => {
  expect(said('rejected', 'rejected')).toBe('Der Antrag von Anna Becker ist abgelehnt.')
  expect(said('returned', 'returned')).toBe('Der Antrag von Anna Becker ist zurückgegeben.')
})

test('an opinion is noted, and one that ends the request says that it did', () => {
  expect(said('objected', 'open', step('IT', 'open'))).toBe('Ihre Einwände zum Antrag von Anna Becker sind vermerkt.')
  expect(said('objected', 'rejected')).toBe(
    'Ihre Einwände zum Antrag von Anna Becker sind vermerkt. Der Antrag von Anna Becker ist abgelehnt.',
  )
})

test('an upheld objection goes on with who is next', () => {
  expect(said('contest-granted', 'open', step('IT', 'open'))).toBe(
    'Dem Widerspruch von Anna Becker ist stattgegeben. Jetzt ist an der Reihe: IT.',
  )
})
