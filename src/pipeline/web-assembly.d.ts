/** The part of WebAssembly that is used here: Node has all of it, its typings leave it to those of browsers (webassembly.github.io/spec/js-api). */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>
  type Exports = Readonly<Record<string, unknown>>
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module'
  }
  interface Instance {
    readonly exports: Exports
  }
  function compile(program: Uint8Array): Promise<Module>
  function instantiate(module: Module, imports: Imports): Promise<Instance>
}
