import type { LightgbmHeader } from './lightgbmHeader.ts';
import type { LightgbmTree } from './lightgbmTree.ts';

/** What a LightGBM file holds, be it text or a dump, read and checked. */
export interface LightgbmFile {
  readonly header: LightgbmHeader;
  /** In file order: tree i adds to output i % header.outputs. */
  readonly trees: readonly LightgbmTree[];
  /** The JSON of `pandas_categorical`; undefined when there is none. */
  readonly pandasCategorical: string | undefined;
}
