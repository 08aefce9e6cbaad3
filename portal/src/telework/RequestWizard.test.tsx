// @vitest-environment jsdom
import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { answersOf, firstAnswers } from './application-draft.ts'
import { RequestWizard } from './RequestWizard.tsx'

afterEach(cleanup)

const terms: TeleworkTerms = {
  type: 'telework',
  types: ['telework'],
  participates: true,
  lead: { de: 'L', en: 'L' },
  maximumHomeDays: 2,
  maximumMonths: 12,
  earliest: '06:00',
  latest: '20:00',
  ask: ['task'],
  equipment: [],
  workspaces: [],
  apps: [],
  leaflet: { version: '1', text: { de: 'M', en: 'L' } },
  criteria: [],
  placesLeft: null,
  prefilled: { name: 'Anna', departmentTitle: { de: 'S', en: 'S' } },
  chain: [],
  today: '2026-03-02',
}

function open(send = vi.fn(), keep = vi.fn()) {
  renderInPortal(
    <RequestWizard
      terms={terms}
      about={{ kind: 'first', agreement: null }}
      first={firstAnswers(terms)}
      draft={{ savedAt: null, failed: false, keep, stop: vi.fn() }}
      pending={false}
      trouble={null}
      onSend={send}
    />,
  )
  return { send, keep }
}
const next = () => userEvent.click(screen.getByRole('button', { name: 'Weiter' }))

test('an unanswered question is not left, and the summary of what is missing takes the focus', async () => {
  open()
  await next()
  expect(screen.getByRole('heading', { level: 2, name: 'Von wann bis wann?' })).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('alert', { name: 'Bitte prüfen Sie Ihre Angaben' }))
  expect(screen.getByLabelText('Erster Tag').getAttribute('aria-invalid')).toBe('true')
})

test('one question after the other leads to the summary, each answer is kept, and the whole is sent', async () => {
  const { send, keep } = open()
  fireEvent.change(screen.getByLabelText('Erster Tag'), { target: { value: '2026-03-09' } })
  fireEvent.change(screen.getByLabelText('Letzter Tag'), { target: { value: '2026-06-30' } })
  expect(keep).toHaveBeenLastCalledWith(expect.objectContaining({ from: '2026-03-09', until: '2026-06-30' }))
  await next()
  expect(document.activeElement?.textContent).toBe('An welchen Tagen arbeiten Sie zu Hause?')
  await next()
  await userEvent.click(screen.getByRole('link', { name: 'Wählen Sie mindestens einen Tag.' }))
  expect(document.activeElement).toBe(screen.getByLabelText('Montag'))
  await userEvent.click(screen.getByLabelText('Mittwoch'))
  await next()
  await userEvent.type(screen.getByLabelText(/^Aufgabe/), 'Akten')
  await userEvent.click(screen.getByLabelText('hoher Schutzbedarf'))
  await next()
  expect(send).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Antrag absenden' }))
  expect(send).toHaveBeenCalledOnce()
  expect(send.mock.calls[0]?.[0]).toMatchObject({
    from: '2026-03-09',
    week: [{ weekday: 3, from: '08:00', until: '16:30' }],
    task: 'Akten',
    protectionNeed: 'high',
    home: null,
  })
})

test('while the request is being sent, the button and a status say so, and nothing is sent twice', async () => {
  const send = vi.fn()
  renderInPortal(
    <RequestWizard
      terms={{ ...terms, ask: [], type: 'mobile-work' }}
      about={{ kind: 'first', agreement: null }}
      first={{ ...firstAnswers(terms), from: '2026-03-09', until: '2026-06-30' }}
      draft={{ keep: () => undefined, stop: () => undefined, savedAt: null, failed: false }}
      pending
      trouble={null}
      onSend={send}
    />,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Weiter' }))
  expect(screen.getByRole('status').textContent).toBe('Wird gesendet …')
  await userEvent.click(screen.getByRole('button', { name: 'Wird gesendet …' }))
  expect(send).not.toHaveBeenCalled()
})

test('a draft of another time fills in what still has its shape, and nothing else', () => {
  const first = firstAnswers(terms)
  const answers = answersOf({ from: '2026-04-01', apps: 'x', week: [], gone: true, leaflet: true }, first)
  expect(answers).toEqual({ ...first, from: '2026-04-01', week: [], leaflet: true })
})
