import type { Ask } from './measure.ts'
import { applicationOf } from './seed.ts'

/**
 * What is written in a round: each of these people files a request, IT's first waiting request and the line manager's
 * are decided, and who filed takes hers back, so that she can file again.
 */
export function writingCalls(filing: readonly string[]): ((ask: Ask) => Promise<void>)[] {
  return filing.map((account, index) => async (ask) => {
    const body = applicationOf(index, '2026-04-01', '2026-12-31')
    const { body: filed } = await ask({ account, method: 'POST', path: '/api/telework/requests', body })
    await ask({ account, method: 'POST', path: `/api/telework/requests/${filed.id}/withdrawal` })
    if (index > 0) return
    const approver = 'lena.krause'
    const { body: list } = await ask({ account: approver, path: '/api/approvals' })
    const [next] = list.waiting
    if (next === undefined) throw new Error('nothing waits for IT any more')
    const decision = { step: next.yours[0], round: next.round, outcome: 'approved', reason: null }
    await ask({ account: approver, method: 'POST', path: `/api/approvals/${next.id}`, body: decision })
    await ask({ account: 'anna.becker', method: 'POST', path: '/api/notices/read', body: { notices: [next.id] } })
  })
}
