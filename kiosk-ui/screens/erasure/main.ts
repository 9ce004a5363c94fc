import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import ErasurePage from './ErasurePage.vue';

createApp(ErasurePage).mount('#app');
