import { createApp } from 'vue';
import '../../styles/screen.css';
import './counter.css';
import CounterConsole from './CounterConsole.vue';
import CounterPicker from './CounterPicker.vue';

const asked = new URLSearchParams(location.search);
const counter = asked.get('of');

const app =
  counter === null
    ? createApp(CounterPicker)
    : createApp(CounterConsole, { counter, compact: asked.get('compact') === '1' });
app.mount('#app');
