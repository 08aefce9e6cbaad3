import type { Route } from '@nahtlos/contract/api/route'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import type { Place } from './place.ts'

/** The public API while it is put together. */
export interface Api {
  readonly fastify: FastifyInstance
  readonly services: Services
  /** What is implemented so far; a test compares it with the contract. */
  readonly implemented: Set<Route>
  /** Aborted when the server closes; event streams end then. */
  readonly closing: AbortSignal
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** One request to a route, parsed and permitted. */
export interface Call<R extends Route> {
  readonly params: Parsed<R['params']>
  readonly query: Parsed<R['query']>
  readonly body: Parsed<R['body']>
  /** Who calls; null for routes without sign-in. */
  readonly caller: R['permission'] extends 'anyone' | 'first-run' ? null : Caller
  readonly place: Place
  /** Gives the browser a sign-in token; null takes it away. */
  readonly setToken: (token: string | null) => void
  /** Gives the browser of a device the key by which it is known. */
  readonly setDeviceKey: (key: string) => void
}

/** What a handler returns: the good answer's body, or nothing for 204. */
export type Answer<R extends Route> = R['answer'] extends z.ZodType ? z.input<R['answer']> : undefined
export type Handler<R extends Route> = (call: Call<R>) => Promise<Answer<R>>
/** Yields whenever there is something new, until `signal` is aborted. */
export type EventsHandler<R extends Route> = (call: Call<R>, signal: AbortSignal) => AsyncIterable<Answer<R>>
/** A file as the answer to a request. */
export interface FileAnswer {
  readonly name: string
  readonly bytes: Buffer
}
export type FileHandler<R extends Route> = (call: Call<R>) => Promise<FileAnswer>
