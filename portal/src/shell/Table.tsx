import { type ReactNode, useId } from 'react'

interface TableProps {
  readonly title: string
  readonly head: readonly string[]
  readonly children: ReactNode
  /** The title is heard but not shown, where something above says it already. */
  readonly quiet?: boolean
}

/** A table that becomes a list of cards where the window is narrow; each cell brings its heading along. */
export function Table({ title, head, children, quiet = false }: TableProps) {
  const id = useId()
  const table = (
    <table className="table" {...(quiet ? { 'aria-label': title } : { 'aria-labelledby': id })}>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
  if (quiet) return table
  return (
    <section className="flow" aria-labelledby={id}>
      <h2 id={id} className="kern-heading-medium">
        {title}
      </h2>
      {table}
    </section>
  )
}

export function Cell({ head, children }: { head: string; children: ReactNode }) {
  return (
    <td>
      <span className="table__head" aria-hidden="true">
        {head}
      </span>
      <span className="table__value">{children}</span>
    </td>
  )
}
