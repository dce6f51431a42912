/** The part of yauzl 3 that src/parse/file/zip.ts uses (github.com/thejoshwolfe/yauzl, README "API"); the package ships no types. */
declare module 'yauzl' {
  export interface ExtraField {
    readonly id: number
    readonly data: Buffer
  }
  export interface Entry {
    readonly versionMadeBy: number
    readonly compressedSize: number
    readonly uncompressedSize: number
    readonly compressionMethod: number
    readonly crc32: number
    readonly generalPurposeBitFlag: number
    readonly lastModFileTime: number
    readonly lastModFileDate: number
    readonly externalFileAttributes: number
    readonly fileNameRaw: Buffer
    readonly fileNameLength: number
    readonly extraFieldRaw: Buffer
    readonly extraFieldLength: number
    readonly fileCommentLength: number
    readonly extraFields: readonly ExtraField[]
    readonly relativeOffsetOfLocalHeader: number
    isEncrypted(): boolean
  }
  export interface ZipFile {
    readonly entryCount: number
    eachEntry(): AsyncIterable<Entry>
  }
  export interface Options {
    readonly decodeStrings?: boolean
    readonly validateEntrySizes?: boolean
    readonly strictFileNames?: boolean
  }
  export function fromBufferPromise(buffer: Buffer, options: Options): Promise<ZipFile>
  export function getFileNameLowLevel(
    generalPurposeBitFlag: number,
    fileNameBuffer: Buffer,
    extraFields: readonly ExtraField[],
    strictFileNames: boolean,
  ): string
}
