// Runs on whatever Node the machine has, before anything else: so no syntax and no module that an old one lacks.
'use strict';
const wanted = [22, 13];
const have = process.versions.node.split('.').map(Number);
const newEnough = have[0] > wanted[0] || (have[0] === wanted[0] && have[1] >= wanted[1]);

// These come as packages (optionalDependencies), built against glibc.
const packaged = ['linux-x64', 'linux-arm64'].indexOf(`${process.platform}-${process.arch}`) >= 0;
const report = process.report && process.report.getReport();
const glibc = Boolean(report && report.header && report.header.glibcVersionRuntime);

if (!newEnough && !(packaged && glibc)) {
  console.error(
    `kb-assistant needs Node ${wanted.join('.')} or newer; this is ${process.versions.node} on ${process.platform}-${process.arch}, for which none comes along. Install it from https://nodejs.org.`,
  );
  process.exit(1);
}
