import { readFile } from 'node:fs/promises'
import nodemailer from 'nodemailer'
import type { ServerConfiguration } from '../server-configuration.ts'

export interface Letter {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly date: Date
}

/**
 * - `sent`: the mail server has taken it.
 * - `later`: it will not take this one now (4xx).
 * - `refused`: it will never take this one (5xx).
 * - `away`: no mail can be sent at all just now: not reachable, or it does not know us.
 */
export interface Posted {
  readonly outcome: 'sent' | 'later' | 'refused' | 'away'
  /** What the mail server said; it may name the address. */
  readonly trouble: string | null
}

/** The way to the mail server. */
export interface PostOffice {
  post(letter: Letter): Promise<Posted>
  close(): void
}

/** Milliseconds for each step of the conversation; a mail server that hangs must not hold up the next mail for long. */
const patience = 20_000

/** Speaks SMTP (RFC 5321) with the configured server, over one connection that is kept while there is something to do. */
export async function openPostOffice(mail: NonNullable<ServerConfiguration['mail']>): Promise<PostOffice> {
  const { host, port, security, account, authority, from } = mail
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 1,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: {
      minVersion: 'TLSv1.2',
      ...(authority === null ? {} : { ca: await readFile(authority, 'utf8') }),
    },
    ...(account === null
      ? {}
      : { auth: { user: account.user, pass: (await readFile(account.passwordFile, 'utf8')).trim() } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // What a letter says is plain text that we composed; nothing is ever fetched or read from a file for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.split('@')[1] ?? 'localhost'
  return {
    async post({ id, to, subject, text, date }) {
      try {
        await transport.sendMail({
          messageId: `<${id}@${domain}>`,
          from,
          to: { name: '', address: to },
          subject,
          text,
          date,
          // So that absence notices and mailing programs know what it is (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return { outcome: 'sent', trouble: null }
      } catch (error) {
        return failure(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Replies that are about us and not about a letter: it closes, or wants a name, a password or encryption (RFC 4954, 6). */
const aboutUs: ReadonlySet<number> = new Set([421, 454, 530, 534, 535, 538])

/** What nodemailer's error means: of one recipient or letter, or of all. */
function failure(error: unknown): Posted {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string }
  const trouble = (message ?? String(error)).slice(0, 300)
  const aboutThisOne = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (!aboutThisOne || responseCode === undefined || aboutUs.has(responseCode)) return { outcome: 'away', trouble }
  return { outcome: responseCode >= 500 ? 'refused' : 'later', trouble }
}
