import { createApp } from 'vue';
import '../../styles/screen.css';
import './bench-details.css';
import './paper.css';
import './virtual.css';
import VirtualBench from './VirtualBench.vue';

createApp(VirtualBench).mount('#app');
