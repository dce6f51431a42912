/** Pixels as plain arrays, and the few views of them in which a code may show when it does not show in another. */

/** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** One byte a pixel: 0 is black. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly light: Uint8Array
}

/** ITU-R BT.601 luma, as a black-and-white camera sees it, with what is transparent over a page of that lightness. */
export function greyOver({ width, height, rgba }: Pixels, pageLight: 0 | 255): Grey {
  const light = new Uint8Array(width * height)
  for (let at = 0; at < light.length; at += 1) {
    const from = at << 2
    const luma = (306 * rgba[from]! + 601 * rgba[from + 1]! + 117 * rgba[from + 2]!) >> 10
    light[at] = blended(luma, pageLight, rgba[from + 3]!)
  }
  return { width, height, light }
}

/** One of red (0), green (1), blue (2) over white: yellow on white is grey on grey, and black on white in blue. */
export function channelOf({ width, height, rgba }: Pixels, channel: 0 | 1 | 2): Grey {
  const light = new Uint8Array(width * height)
  for (let at = 0; at < light.length; at += 1) light[at] = blended(rgba[(at << 2) + channel]!, 255, rgba[(at << 2) + 3]!)
  return { width, height, light }
}

/** In whole numbers: 257 / 65,536 is 1 / 255. */
function blended(light: number, pageLight: number, alpha: number): number {
  return light + (((pageLight - light) * (255 - alpha) * 257 + 32_768) >> 16)
}

/** Strong colours over more than one pixel in fifty: less than that is no code. */
export function isColourful({ rgba }: Pixels): boolean {
  let strong = 0
  for (let at = 0; at < rgba.length; at += 4) {
    const [red, green, blue] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!]
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 80 && rgba[at + 3]! > 0) strong += 1
  }
  return strong * 200 > rgba.length
}

export function hasTransparency({ rgba }: Pixels): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at]! < 255) return true
  return false
}

/** Half as wide and high, each pixel the mean of four. */
export function halved(grey: Grey): Grey {
  const width = grey.width >> 1
  const height = grey.height >> 1
  const light = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, from = 2 * y * grey.width; x < width; x += 1, at += 1, from += 2) {
      const below = from + grey.width
      light[at] = (grey.light[from]! + grey.light[from + 1]! + grey.light[below]! + grey.light[below + 1]! + 2) >> 2
    }
  }
  return { width, height, light }
}

/** Each pixel `times` as wide and high, within a white margin: for codes drawn with one pixel a module, or cut off at their edge. */
export function enlarged(grey: Grey, times: number, margin: number): Grey {
  const width = grey.width * times + 2 * margin
  const height = grey.height * times + 2 * margin
  const light = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < grey.height * times; y += 1) {
    const row = Math.floor(y / times) * grey.width
    const to = (y + margin) * width + margin
    for (let x = 0; x < grey.width * times; x += 1) light[to + x] = grey.light[row + Math.floor(x / times)]!
  }
  return { width, height, light }
}

/** Twice as wide and high, what lies between two pixels being their mean: stripes of blurred modules come apart from one another. */
export function doubled({ width, height, light }: Grey): Grey {
  const wide = new Uint8Array(width * 2 * height)
  for (let y = 0, at = 0; y < height; y += 1) {
    const end = (y + 1) * width - 1
    for (let from = y * width; from <= end; from += 1, at += 2) {
      wide[at] = light[from]!
      wide[at + 1] = (light[from]! + light[Math.min(from + 1, end)]!) >> 1
    }
  }
  const row = width * 2
  const out = new Uint8Array(row * height * 2)
  for (let y = 0; y < height; y += 1) {
    const below = Math.min(y + 1, height - 1) * row
    for (let x = 0, to = 2 * y * row; x < row; x += 1, to += 1) {
      out[to] = wide[y * row + x]!
      out[to + row] = (wide[y * row + x]! + wide[below + x]!) >> 1
    }
  }
  return { width: row, height: height * 2, light: out }
}

const SHARPEN_RADIUS = 4
const SHARPEN_BY = 2

/** What differs from its surroundings differs more: an unsharp mask over squares of nine pixels. */
export function sharpened(grey: Grey): Grey {
  const around = transposed(blurredRows(transposed(blurredRows(grey))))
  const light = new Uint8Array(grey.light.length)
  for (let at = 0; at < light.length; at += 1) {
    const own = grey.light[at]!
    light[at] = Math.max(0, Math.min(255, own + SHARPEN_BY * (own - around.light[at]!)))
  }
  return { ...grey, light }
}

/** Each pixel the mean of those beside it in its row. */
function blurredRows({ width, height, light }: Grey): Grey {
  const out = new Uint8Array(light.length)
  for (let y = 0; y < height; y += 1) {
    const start = y * width
    let sum = 0
    let count = 0
    for (let x = -SHARPEN_RADIUS; x < width; x += 1) {
      const entering = x + SHARPEN_RADIUS
      const leaving = x - SHARPEN_RADIUS - 1
      if (entering < width) {
        sum += light[start + entering]!
        count += 1
      }
      if (leaving >= 0) {
        sum -= light[start + leaving]!
        count -= 1
      }
      if (x >= 0) out[start + x] = sum / count
    }
  }
  return { width, height, light: out }
}

function transposed({ width, height, light }: Grey): Grey {
  const out = new Uint8Array(light.length)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) out[x * height + y] = light[y * width + x]!
  return { width: height, height: width, light: out }
}
