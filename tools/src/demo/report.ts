import { sessions } from '@nahtlos/contract/api/administration'
import { converseAsAdministrator } from './administrator.ts'
import { isAlive } from './living-process.ts'
import type { Places } from './places.ts'
import { readStatus, type Status } from './status.ts'

/** Prints what runs, where it answers, and which sessions there are. */
export async function tellStatus(places: Places): Promise<void> {
  const status = readStatus(places.state)
  if (status === null) {
    console.log(`No demo was started in ${places.state}.`)
    return
  }
  if (!isAlive(status.supervisor)) {
    console.log(`The demo in ${places.state} is not running.`)
    return
  }
  const { step, office, outside, programs } = status
  console.log(step === null ? `The demo runs (supervisor ${status.supervisor.pid}).` : `The demo is ${step}.`)
  if (office !== '') console.log(`  office   ${office}\n  outside  ${outside}`)
  for (const { name, process, restarts, log } of programs) {
    const state = process !== null && isAlive(process) ? `runs (${process.pid})` : 'is being started again'
    console.log(`  ${name.padEnd(8)} ${state}${restarts > 0 ? `, started again ${restarts} times` : ''}, ${log}`)
  }
  if (step === null) await tellSessions(places, status)
}

async function tellSessions(places: Places, status: Status): Promise<void> {
  const url = new URL(status.office)
  const authority = status.authority
  const host = authority === null ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, '')
  const door = { origin: status.office, host, port: Number(url.port), authority }
  const conversation = await converseAsAdministrator(places.state, door)
  const running = await conversation.call(sessions)
  console.log(
    running.length === 0 ? '  no sessions' : `  ${running.length} ${running.length === 1 ? 'session' : 'sessions'}`,
  )
  for (const each of running) {
    console.log(
      `    ${each.person.account}: ${each.title.de} on ${each.host ?? 'no host yet'}, ${each.state}${each.connected ? ', connected' : ''}`,
    )
  }
}
