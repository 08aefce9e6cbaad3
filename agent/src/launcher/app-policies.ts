import { dirname } from 'node:path'
import type { System } from '../system/system.ts'
import type { AppPolicy } from './containment.ts'

/** What a browser and a mail program offer that makes an interpreter of them, with every call of the machine. */
const closed = {
  DisableDeveloperTools: true,
  BlockAboutConfig: true,
  BlockAboutDebugging: true,
  DisableFirefoxStudies: true,
  Preferences: Object.fromEntries(
    ['devtools.chrome.enabled', 'devtools.debugger.remote-enabled', 'extensions.experiments.enabled'].map((name) => [
      name,
      { Value: false, Status: 'locked' },
    ]),
  ),
}
const apps = [
  { name: 'firefox', at: '/etc/firefox/policies', installed: ['/usr/lib/firefox-esr', '/usr/lib/firefox'] },
  { name: 'thunderbird', at: '/etc/thunderbird/policies', installed: ['/usr/lib/thunderbird'] },
]

/**
 * The policies of the programs that are installed here: what the host's administrator has decided, and ours above it.
 * They need a directory to lie over, which is made, empty, where there is none.
 */
export async function appPolicies(system: System): Promise<readonly AppPolicy[]> {
  const found = await Promise.all(
    apps.map(async ({ name, at, installed }): Promise<AppPolicy[]> => {
      if (!(await anyOf(system, installed))) return []
      const own = await system.readText(`${at}/policies.json`)
      if (!(await system.exists(at))) {
        if (!(await system.exists(dirname(at)))) await system.makeDirectory(dirname(at), { mode: 0o755 })
        await system.makeDirectory(at, { mode: 0o755 })
      }
      return [{ name, at, text: merged(own) }]
    }),
  )
  return found.flat()
}

async function anyOf(system: System, paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map((path) => system.exists(path)))).includes(true)
}

/** What the programs themselves could not read decides nothing. */
function merged(own: string | null): string {
  const policies = own === null ? {} : policiesOf(own)
  const preferences = { ...recordOf(policies.Preferences), ...closed.Preferences }
  return `${JSON.stringify({ policies: { ...policies, ...closed, Preferences: preferences } }, null, 2)}\n`
}

function policiesOf(text: string): Record<string, unknown> {
  try {
    return recordOf(recordOf(JSON.parse(text)).policies)
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
