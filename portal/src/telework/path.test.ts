import type { RequestRecord, RequestStep } from '@nahtlos/contract/programme/telework-request'
import { expect, test } from 'vitest'
import { stagesOf } from './path.ts'

const record = (step: number, outcome: RequestRecord['outcome'], round = 1): RequestRecord => ({
  at: '2026-03-02T07:00:00.000Z',
  by: { id: '00000000-0000-4000-8000-000000000001', name: 'Anna' },
  as: 'it',
  onBehalfOf: null,
  round,
  step,
  outcome,
  reason: null,
  alternatives: null,
})
const step = (number: number, stage: number, state: RequestStep['state']): RequestStep => ({
  number,
  stage,
  body: `body-${number}`,
  title: { de: 'B', en: 'B' },
  task: 'approve',
  state,
  confidential: false,
  binding: false,
  remindAfter: 7,
  days: 14,
  late: 'remind',
  escalateTo: null,
  openedAt: null,
  dueAt: null,
  reminded: false,
  escalated: false,
})
const states = (stages: ReturnType<typeof stagesOf>) => stages.map((stage) => stage.map(({ state }) => state))

test('stations of one stage stand side by side, those whose turn it is between what is done and what comes', () => {
  const steps = [step(0, 0, 'done'), step(1, 1, 'open'), step(2, 1, 'done'), step(3, 2, 'later')]
  const records = [record(0, 'approved'), record(2, 'approved')]
  expect(states(stagesOf({ steps, records, state: 'open', round: 1 }))).toEqual([['done'], ['now', 'done'], ['later']])
})
test('after a rejection nobody else is needed', () => {
  const steps = [step(0, 0, 'later'), step(1, 1, 'later')]
  const records = [record(0, 'rejected')]
  expect(states(stagesOf({ steps, records, state: 'rejected', round: 1 }))).toEqual([['rejected'], ['never']])
})
test('what happened in an earlier round says nothing about this one', () => {
  const steps = [step(0, 0, 'open')]
  const stages = stagesOf({ steps, records: [record(0, 'rejected')], state: 'open', round: 2 })
  expect(stages[0]?.[0]?.record).toBe(null)
})
