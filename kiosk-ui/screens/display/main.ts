import { createApp } from 'vue';
import '../../styles/screen.css';
import './display.css';
import DisplayPage from './DisplayPage.vue';

createApp(DisplayPage).mount('#app');
