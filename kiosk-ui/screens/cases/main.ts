import { createApp } from 'vue';
import '../../styles/screen.css';
import '../staff/staff.css';
import './cases.css';
import CasesScreen from './CasesScreen.vue';
import { openingFrom } from './opening.ts';

const asked = new URLSearchParams(location.search);

createApp(CasesScreen, { chosen: asked.get('case'), opening: openingFrom(asked) }).mount('#app');
