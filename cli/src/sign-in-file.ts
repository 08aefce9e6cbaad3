import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const SignIn = z.object({
  /** Origin of the portal, e.g. `https://arbeitsplatz.example.org`. */
  server: z.url(),
  /** The cookie that stands for the sign-in. */
  cookie: z.string(),
  /** File of the authority that the portal's certificate comes from; null for those of the system. */
  authority: z.string().nullable(),
})
export type SignIn = z.infer<typeof SignIn>

type Environment = Readonly<Record<string, string | undefined>>

function pathIn(environment: Environment): string {
  const configuration = environment.XDG_CONFIG_HOME || join(environment.HOME || homedir(), '.config')
  return join(configuration, 'nahtlos', 'sign-in.json')
}

/** The sign-in of an earlier call; null without one, or with one that this version doesn't understand. */
export async function readSignIn(environment: Environment): Promise<SignIn | null> {
  try {
    return SignIn.parse(JSON.parse(await readFile(pathIn(environment), 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Keeps a sign-in for the next call, readable by this account alone from its first byte on. */
export async function keepSignIn(environment: Environment, signIn: SignIn): Promise<void> {
  const path = pathIn(environment)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}`
  await writeFile(fresh, `${JSON.stringify(signIn)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(fresh, path)
}

export async function forgetSignIn(environment: Environment): Promise<void> {
  await rm(pathIn(environment), { force: true })
}
