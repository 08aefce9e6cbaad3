import { administrator } from '@nahtlos/server/testing/people'
import { testServer } from '@nahtlos/server/testing/test-server'
import { bigCity, bigStaff } from './big-city.ts'

export interface Preview {
  readonly seconds: number[]
  readonly concerned: number
  /** How many combinations of moment, second factor and device everybody was looked at under. */
  readonly circumstances: number
  /** Milliseconds. */
  readonly longestWait: number
}

/**
 * The impact preview as an administrator waits for it: sign-in, permission, the staff with their agreements out of a
 * real PostgreSQL, every zone and circumstance, and the answer as JSON. Meanwhile somebody else asks small questions.
 */
export async function previewThroughApi(rounds: number): Promise<Preview> {
  await using server = await testServer()
  const { browser } = await administrator(server)
  const published = await browser.request('/api/administration/configuration', {
    body: { files: bigCity(), reason: 'bench' },
  })
  if (published.status !== 201) throw new Error(JSON.stringify(published.body).slice(0, 500))
  const staff = bigStaff()
  for (let from = 0; from < staff.length; from += 2_000) {
    const people = staff
      .slice(from, from + 2_000)
      .map(({ account, name, department, groups }) => ({ account, name, department, groups, manager: null }))
    const added = await browser.request('/api/administration/people', { body: { people } })
    if (added.status !== 200) throw new Error(JSON.stringify(added.body).slice(0, 500))
  }
  const made = await browser.request('/api/administration/drafts', { body: { title: 'bench', files: bigCity(true) } })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body).slice(0, 500))
  const seconds: number[] = []
  let longestWait = 0
  let concerned = 0
  let circumstances = 0
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    let isDone = false
    const asked = browser
      .request('/api/administration/configuration/impact', { body: { draft: made.body.id } })
      .finally(() => {
        isDone = true
      })
    while (!isDone) {
      const since = performance.now()
      await Promise.race([browser.request('/api/me'), asked])
      if (!isDone) longestWait = Math.max(longestWait, performance.now() - since)
    }
    const { status, body } = await asked
    if (status !== 200) throw new Error(JSON.stringify(body).slice(0, 500))
    seconds.push((performance.now() - began) / 1000)
    concerned = body.concerned
    circumstances = body.circumstances.length
  }
  if (concerned === 0) throw new Error('the draft concerns nobody, so nothing was measured')
  return { seconds, concerned, circumstances, longestWait }
}
