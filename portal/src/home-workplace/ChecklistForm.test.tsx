// @vitest-environment jsdom
import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderInPortal } from '../shell/render.test-kit.tsx'
import { ChecklistForm } from './ChecklistForm.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const home: MyHomeWorkplace = {
  checklist: [
    { id: 'desk', title: { de: 'Der Tisch ist groß genug.', en: 'The desk is large enough.' } },
    { id: 'chair', title: { de: 'Der Stuhl ist verstellbar.', en: 'The chair can be adjusted.' } },
  ],
  photosAtMost: 6,
  check: null,
  confirmedUntil: null,
  trainingUntil: null,
  today: '2026-03-02',
}

test('an open question takes the focus and nothing is sent; a no asks what is different', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json())
    return new Response(JSON.stringify(home), { headers: { 'content-type': 'application/json' } })
  })
  const filed = vi.fn()
  renderInPortal(<ChecklistForm home={home} onFiled={filed} />)
  const answer = (question: string, word: string) =>
    userEvent.click(within(screen.getByRole('group', { name: question })).getByLabelText(word))
  const send = () => userEvent.click(screen.getByRole('button', { name: 'Angaben senden' }))
  await send()
  expect(sent).toEqual([])
  expect(screen.getByRole('group', { name: 'Der Tisch ist groß genug.' }).contains(document.activeElement)).toBe(true)
  await answer('Der Tisch ist groß genug.', 'Nein')
  await answer('Der Stuhl ist verstellbar.', 'Ja')
  await send()
  expect(sent).toEqual([])
  expect(document.activeElement).toBe(screen.getByLabelText('Was ist anders?'))
  await userEvent.type(screen.getByLabelText('Was ist anders?'), 'Nur 120 cm')
  await send()
  await waitFor(() => expect(filed).toHaveBeenCalled())
  expect(sent).toEqual([
    {
      answers: [
        { item: 'desk', yes: false, note: 'Nur 120 cm' },
        { item: 'chair', yes: true, note: null },
      ],
    },
  ])
})
