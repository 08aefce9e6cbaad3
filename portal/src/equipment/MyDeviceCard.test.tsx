// @vitest-environment jsdom
import type { Device } from '@nahtlos/contract/equipment/device'
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { MyDeviceCard } from './MyDeviceCard.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const device: Device = {
  id: '33333333-3333-4333-8333-333333333333',
  type: 'notebook',
  serial: 'NB-1',
  model: 'Modell 7',
  attributes: [],
  state: 'handed-over',
  holding: {
    person: { id: '11111111-1111-4111-8111-111111111111', name: 'Anna Becker', department: 'sozialamt' },
    since: '2026-03-02T08:00:00.000Z',
    dueOn: '2026-12-31',
    confirmedAt: null,
    enrolledAt: null,
  },
}
const terms = {
  types: [{ id: 'notebook', title: { de: 'Notebook', en: 'Notebook' } }],
  attributes: [],
  returnChecklist: [],
  today: '2026-03-02',
}

test('a lost device is asked about once, and then everything that ended is told', async () => {
  const report = { device: { ...device, state: 'lost' }, signInsEnded: 1, sessionsEnded: 2, secondFactorRemoved: true }
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return new Response(JSON.stringify(report), { headers: { 'content-type': 'application/json' } })
  })
  const said = vi.fn()
  renderInPortal(<MyDeviceCard device={device} terms={terms} onSaid={said} />)
  await userEvent.click(screen.getByRole('button', { name: 'Gerät verloren: Notebook Modell 7' }))
  expect(asked).toEqual([])
  const dialog = await screen.findByRole('alertdialog', { name: 'Gerät verloren?' })
  expect(dialog.textContent).toContain('Ihre Arbeit wird gespeichert')
  await userEvent.click(screen.getByRole('button', { name: 'Gerät verloren' }))
  await waitFor(() => expect(said).toHaveBeenCalled())
  expect(asked).toEqual([`POST /api/equipment/mine/${device.id}/loss`])
  expect(said.mock.calls[0]?.[0]).toEqual([
    'Der Verlust ist gemeldet.',
    'Beendet: 2 Sitzungen, eine Anmeldung.',
    'Ihr zweiter Faktor war auf dem Gerät. Richten Sie ihn im Amt neu ein.',
  ])
})

test('what is lost already can neither be confirmed nor be lost again', () => {
  renderInPortal(<MyDeviceCard device={{ ...device, state: 'lost' }} terms={terms} onSaid={vi.fn()} />)
  expect(screen.queryAllByRole('button')).toEqual([])
  expect(screen.getByText('Verloren')).toBeTruthy()
})
