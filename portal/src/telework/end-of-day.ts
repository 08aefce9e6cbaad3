/**
 * A time field of a browser ends at 23:59, and hours end before their last minute: without this nobody could ask for the
 * minute before midnight. As an end, 00:00 can mean nothing but the end of the day (`WallTime`: `24:00`).
 */
export function endFromField(value: string): string {
  return value === '00:00' ? '24:00' : value
}

export function endInField(time: string): string {
  return time === '24:00' ? '00:00' : time
}
