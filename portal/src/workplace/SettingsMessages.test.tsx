// @vitest-environment jsdom
import type { SettingsMessage } from '@nahtlos/contract/api/workplace'
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { SettingsMessages } from './SettingsMessages.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const at = '2026-03-02T08:00:00.000Z'
const title = { de: 'Allgemein', en: 'General' }
const pending: SettingsMessage = { kind: 'pending', at, title, template: null, host: 'host-a', files: [], missing: [] }

test('what is still missing is told, and cannot be put away', () => {
  renderInPortal(<SettingsMessages messages={[pending]} />)
  expect(screen.getByText(/Der Server host-a hat noch Einstellungen von Ihnen/)).toBeTruthy()
  expect(screen.queryAllByRole('button')).toEqual([])
})

test('what was too large is told with its files, until she says that she has read it', async () => {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(await request.json())
    return new Response(null, { status: 204 })
  })
  const large: SettingsMessage = { ...pending, kind: 'too-large', host: null, files: ['.config/a', '.config/b'] }
  renderInPortal(<SettingsMessages messages={[pending, large]} />)
  expect(screen.getByText(/nicht gesichert.* \(.config\/a, .config\/b\)/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Gelesen' }))
  expect(asked).toEqual([{ until: at }])
})

test('after a host was lost she is told which settings may be missing, and changes of what time', () => {
  const missing = [{ de: 'Es fehlt die Taskleiste.', en: 'The panel is missing.' }]
  const lost: SettingsMessage = { ...pending, kind: 'lost', missing }
  renderInPortal(<SettingsMessages messages={[lost]} />)
  expect(screen.getByText(/Allgemein, .*Der Server host-a ist ausgefallen\. Es fehlt die Taskleiste\./)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Gelesen' })).toBeTruthy()
})
