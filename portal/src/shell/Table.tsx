import { type ReactNode, useId } from 'react'

interface TableProps {
  readonly title: string
  readonly head: readonly string[]
  readonly children: ReactNode
  /** Of the heading; 2 unless said otherwise. */
  readonly level?: 2 | 4
}

/** A table that becomes a list of cards where the window is narrow; each cell brings its heading along. */
export function Table({ title, head, children, level = 2 }: TableProps) {
  const id = useId()
  return (
    <section className="flow" aria-labelledby={id}>
      {level === 2 ? (
        <h2 id={id} className="kern-heading-medium">
          {title}
        </h2>
      ) : (
        <h4 id={id} className="kern-sr-only">
          {title}
        </h4>
      )}
      <table className="table" aria-labelledby={id}>
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
