import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { RunAnswer, type RunQuestion, runOrderPath } from '@nahtlos/contract/host/run-order'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'

/** The server's answer was no; its message is for the administrator. */
export class OrderRefused extends Error {
  override name = 'OrderRefused'
}

/** Milliseconds. */
const patience = 10_000

/** Asks the server, as this host, what it would have to run. Throws `OrderRefused`, or an error of the connection. */
export async function askOrder(identity: Identity, question: RunQuestion): Promise<RunAnswer> {
  const asked = request(new URL(runOrderPath, `https://${identity.server}`), {
    ...clientTlsOptions(identity, 'server'),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    timeout: patience,
    agent: false,
  })
  asked.once('timeout', () => asked.destroy(new Error(`the server ${identity.server} does not answer`)))
  asked.end(JSON.stringify(question))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const body = await text(answer)
  if (answer.statusCode === 404)
    throw new OrderRefused(
      `there is no ${question.account}, no such zone, or no workspace ${question.workspace} for this person`,
    )
  if (answer.statusCode !== 200) throw new OrderRefused(`the server answered ${answer.statusCode}: ${body}`)
  return RunAnswer.parse(JSON.parse(body))
}
