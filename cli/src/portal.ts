import type { paths } from '@nahtlos/contract/api/paths'
import { fieldName } from '@nahtlos/contract/field-names'
import { Problem } from '@nahtlos/contract/problem'
import type { Text } from '@nahtlos/contract/text'
import createClient from 'openapi-fetch'
import { exchange } from './exchange.ts'
import { Failure } from './failure.ts'
import { readBytes } from './file.ts'
import type { Say } from './language.ts'

/** The public API of one server, as one person who may be signed in. */
export interface Portal {
  readonly api: ReturnType<typeof createClient<paths>>
  /** The cookie that stands for her sign-in; null without one. */
  cookie(): string | null
}

export async function openPortal(
  server: string,
  cookie: string | null,
  authority: string | null,
  say: Say,
): Promise<Portal> {
  refusePlain(server, say)
  const trusted = authority === null ? null : (await readBytes(authority, say)).toString()
  const send = exchange(trusted)
  let held = cookie
  const api = createClient<paths>({
    baseUrl: server,
    fetch: async (request: Request) => {
      if (held !== null) request.headers.set('cookie', held)
      const response = await send(request).catch((error: unknown) => {
        throw unreachable(server, error, say)
      })
      // The API never answers with a page.
      if (response.headers.get('content-type')?.startsWith('text/html')) throw notThePortal(response, say)
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        held = pair.endsWith('=') ? null : pair
      }
      return response
    },
  })
  return { api, cookie: () => held }
}

/** The body of a good answer; a problem becomes a failure that says it in the administrator's language. */
export function accept<T>(answer: { data?: T; error?: unknown; response: Response }, say: Say): T {
  if (answer.response.ok) return answer.data as T
  const problem = Problem.safeParse(answer.error)
  if (!problem.success) throw notThePortal(answer.response, say)
  const { code, title, next, fields, retryAfter, reference } = problem.data
  const details = (fields ?? []).map(({ path, message }) =>
    path === '' ? say(message) : `${say(nameOf(path))}: ${say(message)}`,
  )
  if (retryAfter !== undefined) details.push(say({ de: 'Noch {} Sekunden', en: '{} seconds left' }, retryAfter))
  if (reference !== undefined) details.push(say({ de: 'Vorgang {}', en: 'Reference {}' }, reference))
  throw new Failure(say(title), say(ways[code] ?? next), details)
}

/** What whoever is not signed in does next. */
export const signInText: Text = { de: 'nahtlos login ADRESSE', en: 'nahtlos login ADDRESS' }

/** What to do next where it is something else than in the portal. */
const ways: Partial<Record<Problem['code'], Text>> = {
  'not-signed-in': signInText,
  'not-found': {
    de: 'Prüfen Sie, was Sie nach dem Befehl geschrieben haben.',
    en: 'Check what you wrote after the command.',
  },
}

function notThePortal({ status }: Response, say: Say): Failure {
  return new Failure(
    say({ de: 'Der Server antwortet mit {}.', en: 'The server answers {}.' }, status),
    say({ de: 'Ist das die Adresse des Portals?', en: 'Is this the address of the portal?' }),
  )
}

/** What a field is called; the path of a configuration file as it is. */
function nameOf(path: string): Text {
  return fieldName(path) ?? { de: path, en: path }
}

/** A password must not travel in clear. */
function refusePlain(server: string, say: Say): void {
  const { protocol, hostname } = new URL(server)
  const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && loopback)) return
  throw new Failure(
    say({ de: '{} ist nicht verschlüsselt.', en: '{} is not encrypted.' }, server),
    say({ de: 'Nennen Sie die Adresse mit https://.', en: 'Name the address with https://.' }),
  )
}

function unreachable(server: string, error: unknown, say: Say): Failure {
  const { code, message } = error as NodeJS.ErrnoException
  const untrusted = /CERT|SELF_SIGNED|UNABLE_TO/.test(code ?? '')
  return new Failure(
    say({ de: '{} ist nicht erreichbar.', en: '{} cannot be reached.' }, server),
    untrusted
      ? say({
          de: 'Nennen Sie mit --authority die Datei der Zertifizierungsstelle.',
          en: 'Name the file of its certificate authority with --authority.',
        })
      : '',
    [code ?? message],
  )
}
