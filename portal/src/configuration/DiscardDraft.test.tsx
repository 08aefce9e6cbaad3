// @vitest-environment jsdom
import { EditorView } from '@codemirror/view'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Portal } from '../Portal.tsx'

const at = '2026-03-02T08:00:00.000Z'
const city = { de: 'Stadt', en: 'City' }
const person = { id: 'p1', account: 'ada', name: 'Ada Admin', department: { id: 'it', title: city }, language: 'de' }
const me = {
  due: 'none',
  person: { ...person, roles: ['administrator'], approver: false, editor: true },
  hasSecondFactor: true,
  zone: { id: 'office', title: city, outside: false },
}
const path = 'access/rule.yaml'
const message = { de: 'Hier fehlt etwas.', en: 'Something is missing here.' }
const opened = {
  draft: { id: 7, title: 'Halb fertig', state: 'draft', author: person, changedAt: at, approvedBy: null, mine: true },
  files: [{ path, text: 'kind: AccessRule\n' }],
  faults: [{ path, line: 1, column: 1, document: null, message }],
}
const problem = {
  type: 'about:blank',
  code: 'not-found',
  status: 404,
  title: { de: 'Das gibt es nicht.', en: 'There is no such thing.' },
  next: { de: 'Laden Sie neu.', en: 'Reload.' },
}
const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

/** What the portal asked for, and what the server says to a draft's end. */
let asked: string[] = []
let discarded = () => new Response(null, { status: 204 })

function answerTo(request: Request): Response {
  const { pathname } = new URL(request.url)
  asked.push(`${request.method} ${pathname}`)
  if (request.method === 'DELETE') return discarded()
  if (pathname === '/api/me') return json(me)
  if (pathname === '/api/administration/drafts/7') return json(opened)
  if (pathname === '/api/notices') return json({ notices: [], unread: 0 })
  if (pathname.endsWith('.schema.json')) return json({})
  if (pathname.endsWith('/validation')) return json({ faults: opened.faults })
  return json([])
}

beforeEach(() => {
  asked = []
  discarded = () => new Response(null, { status: 204 })
  vi.stubGlobal('fetch', async (request: Request) => answerTo(request))
  vi.stubGlobal('scrollTo', () => undefined)
  // jsdom lays nothing out; the editor asks where its letters are.
  Range.prototype.getClientRects = () => document.createElement('p').getClientRects()
  window.history.replaceState(null, '', '/administration/configuration/drafts/7')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const button = (name: string) => screen.findByRole('button', { name })
const deletions = () => asked.filter((one) => one.startsWith('DELETE'))

test('a draft with faults is discarded by keyboard on its own page, after a question', async () => {
  render(<Portal />)
  const discard = await button('Entwurf verwerfen')
  expect(screen.getByRole('alert').textContent).toContain('1 Fehler')
  discard.focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('alertdialog', { name: 'Diesen Entwurf verwerfen?' })
  expect(dialog.contains(document.activeElement)).toBe(true)
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement === discard).toBe(true))
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(deletions()).toEqual([])
  await userEvent.keyboard('{Enter}')
  await screen.findByRole('alertdialog')
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await screen.findByRole('heading', { level: 1, name: 'Konfiguration' })
  expect(deletions()).toEqual(['DELETE /api/administration/drafts/7'])
})

test('what was not saved is discarded with the draft, without a second question', async () => {
  const confirm = vi.fn(() => false)
  vi.stubGlobal('confirm', confirm)
  render(<Portal />)
  await button('Entwurf verwerfen')
  const content = document.querySelector('.editor')?.shadowRoot?.querySelector<HTMLElement>('.cm-content')
  const editor = content ? EditorView.findFromDOM(content) : null
  act(() => editor?.dispatch({ changes: { from: 0, insert: '# ' } }))
  await screen.findByText(/Sie haben noch nicht gespeichert/)
  await userEvent.click(await button('Entwurf verwerfen'))
  const dialog = await screen.findByRole('alertdialog')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Entwurf verwerfen' }))
  await screen.findByRole('heading', { level: 1, name: 'Konfiguration' })
  expect(confirm).not.toHaveBeenCalled()
})

test('where it cannot be discarded the question says why, and what was written stays', async () => {
  discarded = () => json(problem, 404)
  render(<Portal />)
  await userEvent.click(await button('Entwurf verwerfen'))
  const dialog = await screen.findByRole('alertdialog')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Entwurf verwerfen' }))
  await within(dialog).findByText('Das gibt es nicht.')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Abbrechen' }))
  expect(screen.getByRole('heading', { level: 1, name: 'Halb fertig' })).toBeTruthy()
})
