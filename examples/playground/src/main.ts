import './app/playground.ts';
