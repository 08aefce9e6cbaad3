import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
import { table } from '../table.ts'
import { oneOf } from '../typed.ts'

export const machines: Command = {
  name: 'machines',
  usage: '',
  summary: { de: 'Alle Maschinen mit Zertifikat', en: 'All machines that hold a certificate' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/administration/machines'), say)
    const head = [
      say({ de: 'Art', en: 'Role' }),
      say({ de: 'Name', en: 'Name' }),
      say({ de: 'Listener', en: 'Listeners' }),
      say({ de: 'Gültig bis', en: 'Good until' }),
      say({ de: 'Gesperrt', en: 'Revoked' }),
    ]
    show(
      found,
      table(
        head,
        found.map(({ role, name, listeners, certificateUntil, revokedAt }) => [
          ...[role, name, listeners.join(' ')],
          ...[certificateUntil, revokedAt],
        ]),
      ),
    )
    return 0
  },
}

export const revoke: Command = {
  name: 'revoke',
  usage: 'agent|gateway NAME REASON',
  summary: {
    de: 'Einer Maschine sofort und überall den Zugang nehmen, z. B. weil sie gestohlen wurde',
    en: 'Lock a machine out at once and everywhere, e.g. because it was stolen',
  },
  words: [3, 3],
  run: async ({ words, say, signedIn, show }) => {
    const [asked = '', name = '', reason = ''] = words
    const role = oneOf(asked, ['agent', 'gateway'], say)
    const { api } = await signedIn()
    const params = { path: { role, name } }
    const path = '/api/administration/machines/{role}/{name}/revocation'
    const machine = accept(await api.POST(path, { params, body: { reason } }), say)
    const text = {
      de: '{} ist gesperrt, bis es neu aufgenommen wird.',
      en: '{} is locked out until it is enrolled anew.',
    }
    show(machine, [say(text, machine.name)])
    return 0
  },
}
