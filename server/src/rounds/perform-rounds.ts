import { setTimeout } from 'node:timers/promises'
import { mailDue } from '../database/channels.ts'
import { type Leadership, lead } from '../database/leadership.ts'
import { openPostOffice, type PostOffice } from '../notifications/post-office.ts'
import { nextMailAt, sendMails } from '../notifications/send-mails.ts'
import type { Services } from '../services.ts'
import { makeRounds } from './rounds.ts'

const roundsLock = 7_265_450
const roundEvery = 60_000
/** Milliseconds until the mail server is asked again after it was away. */
const awayPause = 30_000

/** What exactly one replica does: the rounds, every minute, and the mails, as soon as there are some. */
export function performRounds(services: Services): Leadership {
  return lead(services.database, roundsLock, services.log, async (signal) => {
    await Promise.all([goRound(services, signal), carryMails(services, signal)])
  })
}

async function goRound(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await makeRounds(services)
    await wait(roundEvery, signal)
  }
}

/**
 * Carries mails until the signal comes. The way to the mail server is opened anew after it was away, so that another
 * password or authority in its file counts at once; one that cannot be opened holds up mails and nothing else.
 */
async function carryMails(services: Services, signal: AbortSignal): Promise<void> {
  const { server, database, signals, log, clock } = services
  if (server.mail === null) return
  let office: PostOffice | null = null
  let wake = new AbortController()
  const forget = await signals.on(mailDue, () => wake.abort())
  try {
    while (!signal.aborted) {
      wake = new AbortController()
      let pause = roundEvery
      try {
        office ??= await openPostOffice(server.mail)
        const { away } = await sendMails(services, office)
        const next = away ? null : await nextMailAt(database)
        if (away) {
          pause = awayPause
          office.close()
          office = null
        } else if (next !== null) pause = Math.min(pause, Math.max(0, next.getTime() - clock().getTime()))
      } catch (error) {
        log.error(error, 'mails could not be sent; trying again')
        pause = awayPause
      }
      await wait(pause, AbortSignal.any([signal, wake.signal]))
    }
  } finally {
    forget()
    office?.close()
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined)
}
