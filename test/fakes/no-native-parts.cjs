'use strict';

/** Loaded before a program: a machine for which no native part was built, LoongArch for one. */
process.dlopen = (_module, file) => {
  throw new Error(`${file}: cannot open shared object file`);
};
