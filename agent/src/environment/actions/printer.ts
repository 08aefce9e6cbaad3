import { killed } from '../../system/system.ts'
import { ActionFailure, type ActionModule } from '../action-module.ts'
import { bringBack, good, putAside, shell, writeHome } from '../home-files.ts'

const options = '.cups/lpoptions'
const client = '.cups/client.conf'

/** The person's default printer, lpoptions(1), and where it is another server than the host's own, client.conf(5). */
export const printer: ActionModule<'printer'> = {
  async apply({ queue, server }, _key, at) {
    return at.alone(client, async () => {
      const where = server === undefined ? [] : ['-h', server]
      const found = await at.door.run(['lpstat', ...where, '-p', queue], { seconds: 10, signal: at.signal })
      if (found.code === killed) throw new ActionFailure(`the printers’ server does not answer about ${queue}`)
      if (found.code !== 0)
        throw new ActionFailure(`there is no printer ${queue}: ${found.stderr.trim()}`.slice(0, 500))
      const hadOptions = await putAside(at, options)
      const hadClient = server === undefined ? null : await putAside(at, client)
      // What she chose for her printers stays; only which one is offered first is the rule's.
      if (hadOptions)
        good(await shell(at, `grep -v '^Default ' .cups/.lpoptions.nahtlos-before >${options} || true`, []), 'copy')
      if (server !== undefined) await writeHome(at, client, `ServerName ${server}\n`)
      good(await at.door.run(['lpoptions', '-d', queue], { seconds: 10, signal: at.signal }), `choose ${queue}`)
      return { hadOptions, hadClient }
    })
  },
  async undo(_action, _key, undo, at) {
    const { hadOptions = false, hadClient = null } = typeof undo === 'object' && undo !== null ? undo : {}
    await at.alone(client, async () => {
      await bringBack(at, options, hadOptions === true)
      if (hadClient !== null) await bringBack(at, client, hadClient === true)
    })
  },
}
